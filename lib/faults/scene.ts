/** A datapath with its plan, and seeded choices in it: what faults work on. */
import { required } from '../base/required';
import {
  type Datapath,
  type Endpoint,
  type Host,
  type Link,
  Network,
  Predictor,
  type Route,
  type VethLink,
} from '../datapath';
import type { ProxyMode } from '../kube-proxy';
import { Cidr, nodeId } from '../net';
import { type Plan, type PlanNode, podRangesOf } from '../plan';

/** A device that wraps packets. */
export type TunnelLink = Exclude<Link, { type: 'veth' | 'bridge' }>;

/** What a fault works on. */
export class Scene {
  private state: number;

  constructor(
    readonly datapath: Datapath,
    readonly plan: Plan,
    seed: number,
    readonly proxy: ProxyMode,
  ) {
    this.state = (seed + 1) * 0x9e3779b1;
  }

  /** One of the list, by the seed. */
  pick<T>(list: readonly T[]): T | undefined {
    this.state = (Math.imul(this.state ^ (this.state >>> 15), 0x85ebca6b) + 0x27d4eb2f) >>> 0;
    return list[this.state % Math.max(1, list.length)];
  }

  /** One of the nodes, by the seed; undefined where there is none. */
  node(): PlanNode | undefined {
    return this.pick(this.plan.nodes);
  }

  /** One of the nodes and one of its pods, by the seed; undefined where it has none. */
  nodeWithPod(): { readonly node: PlanNode; readonly pod: Endpoint } | undefined {
    const node = this.node();
    const pod = node && this.pod(node);
    return pod && { node, pod };
  }

  /** That many different nodes, by the seed; undefined where there are not so many. */
  nodes(count: 2): [PlanNode, PlanNode] | undefined;
  nodes(count: 3): [PlanNode, PlanNode, PlanNode] | undefined;
  nodes(count: number): PlanNode[] | undefined {
    const left = [...this.plan.nodes];
    const chosen: PlanNode[] = [];
    while (chosen.length < count) {
      const node = this.pick(left);
      if (!node) return undefined;
      chosen.push(node);
      left.splice(left.indexOf(node), 1);
    }
    return chosen;
  }

  /** The host of that name. @throws Error where there is none */
  host(name: string): Host {
    const host = this.datapath.hosts.find((candidate) => candidate.name === name);
    return required(host, `host ${name}`);
  }

  /** The endpoint with that id. @throws Error where there is none */
  endpoint(id: string): Endpoint {
    const endpoint = this.datapath.endpoints.find((candidate) => candidate.id === id);
    return required(endpoint, `endpoint ${id}`);
  }

  /** The endpoint's own end of its cable; undefined where it has none. */
  cable({ host }: Endpoint): VethLink | undefined {
    return this.host(host).links.find((link) => link.type === 'veth');
  }

  /** The node's pods. */
  podsOf(node: PlanNode): Endpoint[] {
    return this.datapath.endpoints.filter(
      (endpoint) => endpoint.kind === 'pod' && endpoint.node === node.name,
    );
  }

  /** One of the node's pods, by the seed. */
  pod(node: PlanNode): Endpoint | undefined {
    return this.pick(this.podsOf(node));
  }

  /** The device that wraps the node's packets to another node's pods; undefined where none does. */
  tunnel(node: PlanNode): TunnelLink | undefined {
    const sender = this.endpoint(nodeId(node.name));
    const network = new Network(this.datapath);
    const predictor = new Predictor(network);
    for (const other of this.plan.nodes) {
      const receiver = other === node ? undefined : this.podsOf(other)[0];
      if (!receiver) continue;
      const { forward } = predictor.predict(sender, receiver, 'ipv4', 'udp');
      const wraps = forward.hops.find(
        ({ host, decision }) => host === node.name && decision.step === 'encapsulate',
      );
      const link = wraps && this.host(node.name).links.find(({ name }) => name === wraps.link);
      if (link && link.type !== 'veth' && link.type !== 'bridge') return link;
    }
    return undefined;
  }

  /** The same datapath with some of its hosts changed. */
  with(change: (host: Host) => Host): Datapath {
    return { ...this.datapath, hosts: this.datapath.hosts.map(change) };
  }

  /** The same datapath with one host changed. */
  edit(name: string, change: (host: Host) => Partial<Host>): Datapath {
    return this.with((host) => (host.name === name ? { ...host, ...change(host) } : host));
  }
}

/** The node's cable to the switch. */
export function uplinkOf({ hosts }: Datapath, host: Host): Link | undefined {
  const switches = new Set(hosts.filter(({ role }) => role === 'switch').map(({ name }) => name));
  return host.links.find((link) => link.type === 'veth' && switches.has(link.peer.host));
}

/** Whether the route leads to the node's pods and is not announced by a routing daemon, which would announce it again. */
export function leadsTo(node: PlanNode, host: Host): (route: Route) => boolean {
  return ({ destination, link, protocol, type }) =>
    link !== undefined &&
    (type ?? 'unicast') === 'unicast' &&
    destination.prefix > 0 &&
    destination.family === 'ipv4' &&
    podRangesOf(node, 'ipv4').some((range) => range.contains(destination)) &&
    !(host.bgp && protocol === 'bird');
}

/** Whether routing daemons announce the routes: where their packets get lost, they never announce any. */
export const announcesRoutes = ({ datapath }: Scene) => datapath.hosts.some(({ bgp }) => bgp);

/** One address as a range. */
export const only = (text: { toString(): string }) => ({ ranges: [Cidr.parse(`${text}/32`)] });
