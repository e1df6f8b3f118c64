/** What breaks routing: routes that are missing or lead astray, routing daemons without a session. */

import { named } from '../base/lists';
import type { Host, Route } from '../datapath';
import { inFamily } from '../net';
import { type PlanNode, podRangesOf } from '../plan';
import type { Fault } from './fault';
import { leadsTo, type Scene } from './scene';

/** These nodes where the first has a route to the second's pods that a fault can change. */
function routed<T extends readonly [PlanNode, PlanNode, ...PlanNode[]]>(
  scene: Scene,
  nodes: T | undefined,
): T | undefined {
  if (!nodes) return undefined;
  const [a, b] = nodes;
  const host = scene.host(a.name);
  return host.routes.some(leadsTo(b, host)) ? nodes : undefined;
}

const routeMissing: Fault = {
  name: 'route-missing',
  about: "a node has no route to another node's pods",
  diagnosis: 'route-missing',
  apply(scene) {
    const nodes = routed(scene, scene.nodes(2));
    if (!nodes) return undefined;
    const [a, b] = nodes;
    return {
      what: `${a.name} has no route to ${named(podRangesOf(b, 'ipv4').map(String))}, the pods of ${b.name}`,
      datapath: scene.edit(a.name, (host) => ({
        routes: host.routes.filter((route) => !leadsTo(b, host)(route)),
      })),
    };
  },
};

const routeWrongNode: Fault = {
  name: 'route-to-wrong-node',
  about: "the routes to a node's pods lead to nodes that send the packets back",
  diagnosis: 'route-wrong-node',
  apply(scene) {
    const nodes = routed(scene, scene.nodes(3));
    if (!nodes) return undefined;
    const [a, b, c] = nodes;
    /** The way to `instead` also for what should go to `b`. */
    const misled = (host: Host, instead: PlanNode): Route[] => {
      const other = host.routes.filter(leadsTo(instead, host));
      return host.routes.flatMap((route): Route[] => {
        if (!leadsTo(b, host)(route)) return [route];
        const model = other.find(({ table }) => table === route.table);
        return model ? [{ ...model, destination: route.destination }] : [];
      });
    };
    return {
      what: `${a.name} routes the pods of ${b.name} to ${c.name}, and ${c.name} routes them to ${a.name}`,
      datapath: scene.with((host) => {
        if (host.name === a.name) return { ...host, routes: misled(host, c) };
        return host.name === c.name ? { ...host, routes: misled(host, a) } : host;
      }),
    };
  },
};

const blackholeRoute: Fault = {
  name: 'blackhole-route',
  about: "a stale blackhole route is left for another node's pods",
  diagnosis: 'blackhole-route',
  apply(scene) {
    const nodes = routed(scene, scene.nodes(2));
    if (!nodes) return undefined;
    const [a, b] = nodes;
    return {
      what: `${a.name} has a blackhole route for ${named(podRangesOf(b, 'ipv4').map(String))}, the pods of ${b.name}`,
      datapath: scene.edit(a.name, (host) => ({
        routes: host.routes.map(
          (route): Route =>
            leadsTo(b, host)(route)
              ? {
                  destination: route.destination,
                  type: 'blackhole',
                  table: route.table,
                  metric: route.metric,
                }
              : route,
        ),
      })),
    };
  },
};

const podRouteMissing: Fault = {
  name: 'pod-route-missing',
  about: 'a pod has no way out of its own network',
  diagnosis: 'route-missing',
  apply(scene) {
    const node = scene.node();
    const pod = node && scene.pod(node);
    if (!pod) return undefined;
    return {
      what: `${pod.id} has lost its routes by its gateway`,
      datapath: scene.edit(pod.host, ({ routes }) => ({ routes: routes.filter(({ via }) => !via) })),
    };
  },
};

const bgpSessionDown: Fault = {
  name: 'bgp-session-down',
  about: 'two routing daemons have no BGP session with one another',
  diagnosis: 'bgp-session-down',
  apply(scene) {
    const nodes = scene.nodes(2);
    if (!nodes?.every(({ name }) => scene.host(name).bgp)) return undefined;
    const [a, b] = nodes;
    const apart = (host: Host, other: PlanNode): Host => ({
      ...host,
      bgp: host.bgp && {
        ...host.bgp,
        neighbours: host.bgp.neighbours.filter(
          ({ address }) => !address.equals(inFamily(other.address, address.family)),
        ),
      },
      routes: host.routes.filter(
        ({ destination, protocol }) =>
          protocol !== 'bird' ||
          !podRangesOf(other, destination.family).some((range) => range.contains(destination)),
      ),
    });
    return {
      what: `${a.name} and ${b.name} have no BGP session`,
      datapath: scene.with((host) => {
        if (host.name === a.name) return apart(host, b);
        return host.name === b.name ? apart(host, a) : host;
      }),
    };
  },
};

/** The faults of routes. */
export const routeFaults: readonly Fault[] = [
  routeMissing,
  routeWrongNode,
  blackholeRoute,
  podRouteMissing,
  bgpSessionDown,
];
