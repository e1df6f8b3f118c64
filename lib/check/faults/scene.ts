/** A datapath with its plan, and seeded choices in it: what faults work on. */
import type { Datapath, Endpoint, Host, Link, Route } from '../../datapath';
import { Cidr } from '../../net';
import type { Plan, PlanNode } from '../../plan';

export class Scene {
  private state: number;

  constructor(
    readonly datapath: Datapath,
    readonly plan: Plan,
    seed: number,
  ) {
    this.state = (seed + 1) * 0x9e3779b1;
  }

  /** One of the list, by the seed. */
  pick<T>(list: readonly T[]): T | undefined {
    this.state = (Math.imul(this.state ^ (this.state >>> 15), 0x85ebca6b) + 0x27d4eb2f) >>> 0;
    return list[this.state % Math.max(1, list.length)];
  }

  /** That many different nodes, by the seed; undefined where there are not so many. */
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

  host(name: string): Host {
    return this.datapath.hosts.find((host) => host.name === name)!;
  }

  podsOf(node: PlanNode): Endpoint[] {
    return this.datapath.endpoints.filter(
      (endpoint) => endpoint.kind === 'pod' && endpoint.node === node.name,
    );
  }

  /** One of the node's pods, by the seed. */
  pod(node: PlanNode): Endpoint | undefined {
    return this.pick(this.podsOf(node));
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

/** The device that wraps packets to other nodes. */
export function tunnelOf(host: Host): Exclude<Link, { type: 'veth' | 'bridge' }> | undefined {
  return host.links.find(
    (link): link is Exclude<Link, { type: 'veth' | 'bridge' }> =>
      link.type !== 'veth' && link.type !== 'bridge',
  );
}

/** The node's cable to the switch. */
export function uplinkOf({ hosts }: Datapath, host: Host): Link | undefined {
  const switches = new Set(hosts.filter(({ role }) => role === 'switch').map(({ name }) => name));
  return host.links.find((link) => link.type === 'veth' && switches.has(link.peer.host));
}

/** Whether the route leads to the node's pods and is not told by a routing daemon, which would tell it again. */
export function leadsTo(node: PlanNode, host: Host): (route: Route) => boolean {
  return ({ destination, link, protocol, type }) =>
    link !== undefined &&
    (type ?? 'unicast') === 'unicast' &&
    destination.prefix > 0 &&
    destination.family === 'ipv4' &&
    node.podCidr.ipv4.contains(destination) &&
    !(host.bgp && protocol === 'bird');
}

/** One address as a range. */
export const only = (text: { toString(): string }) => ({ ranges: [Cidr.parse(`${text}/32`)] });
