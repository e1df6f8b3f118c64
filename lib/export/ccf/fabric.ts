/** What the fabric has to know of the plan, whichever form it is written in. */
import { type Address, type Cidr, valuesOf } from '../../net';
import { sharesOf } from '../../plan';
import type { PlannedTestbed } from '../../testbed';
import type { OptionValues } from '../options';
import { placeholder } from '../placeholder';
import type { ccfOptions, SwitchPort } from './options';

/** A zone's network. */
export interface Segment {
  readonly name: string;
  /** With the prefix length, one for each family. */
  readonly gateways: readonly string[];
  /** The nodes in it, each an interface group. */
  readonly members: readonly string[];
}

/** A route of the fabric's: a node's pods are behind the node. */
export interface PodRoute {
  readonly node: string;
  readonly share: Cidr;
  /** Of the next-hop group: one a family, as the addresses of a group share the traffic. */
  readonly group: string;
  readonly nextHop: Address;
}

/** Segments, and routes where pods' own addresses are on the wire. */
export interface Fabric {
  readonly tenant: string;
  readonly segments: readonly Segment[];
  readonly ports: readonly SwitchPort[];
  readonly routes: readonly PodRoute[];
}

/** The fabric for that plan. Only where nothing encapsulates pods' packets does it see their addresses. */
export function fabricOf({ plan, choice }: PlannedTestbed, values: OptionValues<typeof ccfOptions>): Fabric {
  const { nodes, zones } = plan;
  return {
    tenant: values.tenant ?? plan.name,
    segments: zones.map(({ name, nodeCidr }) => ({
      name: segmentOf(name),
      gateways: valuesOf(nodeCidr).map((range) => `${range.at(1)}/${range.prefix}`),
      members: nodes.filter(({ zone }) => zone === name).map((node) => node.name),
    })),
    ports: nodes.flatMap(({ name }) => {
      const given = values.ports.filter(({ node }) => node === name);
      return given.length > 0 ? given : [unknownPort(name)];
    }),
    routes: choice.mode.barePods === 'always' ? nodes.flatMap(routesTo) : [],
  };
}

/** The segment of a zone. */
export const segmentOf = (zone: string): string => `nodes-${zone}`;

const unknownPort = (node: string): SwitchPort => ({
  node,
  leaf: placeholder(`switch of ${node}`),
  port: placeholder(`port of ${node}`),
});

function routesTo(node: PlannedTestbed['plan']['nodes'][number]): PodRoute[] {
  return valuesOf(sharesOf(node)).map((share): PodRoute => {
    const nextHop = valuesOf(node.address).find(({ family }) => family === share.family);
    if (!nextHop) throw new Error(`${node.name} has no address of the family of ${share}`);
    const group = share.family === 'ipv4' ? node.name : `${node.name}-${share.family}`;
    return { node: node.name, share, group, nextHop };
  });
}
