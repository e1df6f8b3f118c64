/** Routes that somebody adds, removes or overrides by hand: network managers, VPN clients, leftovers. */
import type { Endpoint, Link, Route, RoutingRule } from '../datapath';
import { Cidr, ipv4Of } from '../net';
import type { PlanNode } from '../plan';
import type { Fault } from './fault';
import { only, type Scene } from './scene';

const hostRouteMissing: Fault = {
  name: 'pod-host-route-missing',
  about: "a network manager has removed a node's route to one of its pods",
  diagnosis: 'route-missing',
  apply(scene) {
    const found = scene.nodeWithPod();
    if (!found) return undefined;
    const { node, pod } = found;
    const isPods = ({ destination }: Route) => `${destination}` === `${ipv4Of(pod.address)}/32`;
    if (!scene.host(node.name).routes.some(isPods)) return undefined;
    return {
      what: `${node.name} has no route to its own ${pod.id}`,
      datapath: scene.edit(node.name, ({ routes }) => ({ routes: routes.filter((route) => !isPods(route)) })),
    };
  },
};

const podBlackholed: Fault = {
  name: 'pod-blackholed',
  about: 'a blackhole route for an address that somebody blocked is now that of a pod on another node',
  diagnosis: 'blackhole-route',
  apply(scene) {
    const nodes = scene.nodes(2);
    const pod = nodes && scene.pod(nodes[1]);
    if (!nodes || !pod) return undefined;
    const [a] = nodes;
    const [destination] = only(ipv4Of(pod.address)).ranges;
    return {
      what: `${a.name} has a blackhole route for ${pod.id}`,
      datapath: scene.edit(a.name, ({ routes }) => ({
        routes: [...routes, { destination: destination!, type: 'blackhole' }],
      })),
    };
  },
};

/** As wg-quick numbers its table. */
const vpnTable = 51820;

const policyBlackhole: Fault = {
  name: 'policy-rule-blackhole',
  about:
    "a policy rule sends what comes from a node's pod to the table of a VPN that is off, where all is dropped",
  diagnosis: 'blackhole-route',
  apply(scene) {
    const found = scene.nodeWithPod();
    const facing = found && facingLink(scene, found);
    if (!found || !facing) return undefined;
    const { node } = found;
    const rule: RoutingRule = { family: 'ipv4', priority: 90, in: facing.name, table: vpnTable };
    const route: Route = { destination: Cidr.parse('0.0.0.0/0'), type: 'blackhole', table: vpnTable };
    return {
      what: `${node.name} looks up what comes in by ${facing.name} in table ${vpnTable}, which drops it`,
      datapath: scene.edit(node.name, ({ rules, routes }) => ({
        rules: [...rules, rule],
        routes: [...routes, route],
      })),
    };
  },
};

const gatewayWrong: Fault = {
  name: 'default-gateway-wrong',
  about: "a node's default route leads to a gateway that is not there any more",
  diagnosis: 'neighbour-missing',
  apply(scene) {
    const node = scene.node();
    const host = node && scene.host(node.name);
    const out = host?.routes.find(({ destination, via }) => `${destination}` === '0.0.0.0/0' && via);
    if (!node || !out) return undefined;
    const via = scene.plan.zones.find(({ name }) => name === node.zone)?.nodeCidr.ipv4?.at(-2);
    if (!via) return undefined;
    return {
      what: `the default route of ${node.name} leads to ${via}, where nobody is`,
      datapath: scene.edit(node.name, ({ routes }) => ({
        routes: routes.map((route) => (route === out ? { ...route, via } : route)),
      })),
    };
  },
};

const defaultIntoPod: Fault = {
  name: 'default-route-to-pods',
  about: "a node's default route leads to its own pods",
  diagnosis: 'neighbour-missing',
  apply(scene) {
    const found = scene.nodeWithPod();
    const facing = found && facingLink(scene, found);
    if (!found || !facing) return undefined;
    const { node } = found;
    return {
      what: `the default route of ${node.name} leads to ${facing.name}`,
      datapath: scene.edit(node.name, ({ routes }) => ({
        routes: routes.map((route) =>
          `${route.destination}` === '0.0.0.0/0' && route.via
            ? { destination: route.destination, link: facing.name }
            : route,
        ),
      })),
    };
  },
};

/** What the pod's packets come in by on its node: a bridge, or the end of its cable. With proxy ARP, pods would find no gateway either. */
function facingLink(scene: Scene, { node, pod }: { node: PlanNode; pod: Endpoint }): Link | undefined {
  const { links, sysctls } = scene.host(node.name);
  const end = links.find(({ name }) => name === scene.cable(pod)?.peer.link);
  const facing = links.find(({ name }) => name === end?.master) ?? end;
  return sysctls[`ipv4/conf/${facing?.name}/proxy_arp`] === '1' ? undefined : facing;
}

/** The faults of routes that are set by hand. */
export const misroutingFaults: readonly Fault[] = [
  hostRouteMissing,
  podBlackholed,
  policyBlackhole,
  gatewayWrong,
  defaultIntoPod,
];
