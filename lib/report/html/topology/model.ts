/** What the topology drawing shows, read from the datapath: nodes with their devices and pods, switches, the router. */

import type { CheckResult } from '../../../check';
import type { Datapath, Host, Link } from '../../../datapath';
import { nodeId, podId, primary } from '../../../net';
import { byBlocks, isBehindNat, notByShare } from '../../../plan';
import type { EditedEntry, Results } from '../../../results';
import { cardsOf, type DrawnCard, type DrawnNetwork, natOf, subnetsOf } from './cards';
import { type DrawnDevice, device } from './device';
import { Felt } from './felt';

/** A pod as it is drawn. */
export interface DrawnPod {
  /** `worker-1/0`. */
  readonly name: string;
  readonly address: string;
  /** Bridge of the node that its cable ends at; absent: the node routes to it. */
  readonly bridge?: string;
  /** Most of its checks fail. */
  readonly broken: boolean;
  /** As of devices. */
  readonly felt: readonly string[];
}

/** A node as it is drawn. */
export interface DrawnNode {
  readonly name: string;
  readonly zone: string;
  readonly role: string;
  readonly address: string;
  readonly podCidr: string;
  readonly bridges: readonly DrawnDevice[];
  readonly tunnels: readonly DrawnDevice[];
  /** In the plan's order. */
  readonly cards: readonly DrawnCard[];
  /** What its card behind a NAT leads to. @default it has none */
  readonly nat?: DrawnNetwork;
  readonly pods: readonly DrawnPod[];
  readonly broken: boolean;
  /** As of devices; all of the node. */
  readonly felt: readonly string[];
}

/** All that is drawn. */
export interface Drawing {
  /** Address of the host outside the cluster. */
  readonly outside?: string;
  readonly zones: readonly {
    readonly name: string;
    readonly cidr: string;
    /** Address of the router, or of the NAT between it and the zone. */
    readonly gateway: string;
    readonly behindNat: boolean;
    readonly nodes: readonly DrawnNode[];
    /** As of devices, of its switch. */
    readonly felt: readonly string[];
  }[];
  /** Further subnets, which nodes of the only zone then have cards in. */
  readonly subnets: readonly DrawnNetwork[];
  /** As of devices, of the router. */
  readonly felt: readonly string[];
  /** Whether anything is marked as different in the real state, and what is as broken on purpose. */
  readonly marked: Pick<Felt, 'inState' | 'onPurpose'>;
}

/**
 * What is drawn of a run; without a datapath, only what the plan says.
 * @param edits entries that were broken on purpose @default none
 */
export function drawingOf(
  { plan, checks, state }: Results,
  datapath: Datapath | undefined,
  edits: readonly EditedEntry[] = [],
): Drawing {
  const felt = new Felt(state, edits);
  const broken = brokenEndpoints(checks);
  const hosts = new Map(datapath?.hosts.map((host) => [host.name, host]));
  const podHosts = new Map(datapath?.endpoints.map(({ id, host }) => [id, hosts.get(host)]));
  const nodes = plan.nodes.map((node): DrawnNode => {
    const host = hosts.get(node.name);
    const cards = cardsOf(host, plan, hosts, felt);
    return {
      name: node.name,
      zone: node.zone,
      role: node.role,
      address: `${primary(node.address)}`,
      podCidr: node.podCidr ? `${primary(node.podCidr)}` : node.podBlocks ? byBlocks : notByShare,
      ...devicesOf(host, felt),
      cards,
      nat: natOf(cards, node.name, hosts, felt),
      pods: node.pods.map(({ name, address }) => {
        const pod = podHosts.get(podId(name));
        return {
          name,
          address: firstAddress(pod) ?? `${primary(address)}`,
          bridge: pod && host ? bridgeOf(pod, host) : undefined,
          broken: broken.has(podId(name)),
          felt: pod ? felt.onHost(pod.name) : [],
        };
      }),
      broken: broken.has(nodeId(node.name)),
      felt: felt.onHost(node.name),
    };
  });
  const outside = datapath?.endpoints.find(({ kind }) => kind === 'outside');
  return {
    outside: outside && `${primary(outside.address)}`,
    zones: plan.zones.map(({ name, nodeCidr, gateway }) => ({
      name,
      cidr: `${primary(nodeCidr)}`,
      gateway: `${primary(gateway)}`,
      behindNat: isBehindNat(plan, name),
      nodes: nodes.filter(({ zone }) => zone === name),
      felt: felt.onHost(switchOf(nodes.find(({ zone }) => zone === name)) ?? ''),
    })),
    subnets: subnetsOf(
      plan,
      nodes.flatMap(({ cards }) => cards),
      felt,
    ),
    felt: (datapath?.hosts ?? []).flatMap((host) => (host.role === 'router' ? felt.onHost(host.name) : [])),
    marked: { inState: felt.inState, onPurpose: felt.onPurpose },
  };
}

/** Name of the switch that a node's card in the node network is wired to. */
const switchOf = (node: DrawnNode | undefined) => node?.cards.find(({ network }) => network === 'nodes')?.at;

function devicesOf(host: Host | undefined, felt: Felt): Pick<DrawnNode, 'bridges' | 'tunnels'> {
  const links = host?.links ?? [];
  const drawn = (link: Link) => device(link, felt.onLink(host?.name ?? '', link.name));
  return {
    bridges: links.filter(({ type }) => type === 'bridge').map(drawn),
    tunnels: links.filter(({ type }) => !['bridge', 'veth', 'dummy'].includes(type)).map(drawn),
  };
}

function bridgeOf(pod: Host, node: Host): string | undefined {
  const cable = pod.links.find((link) => link.type === 'veth');
  if (cable?.type !== 'veth') return undefined;
  return node.links.find(({ name }) => name === cable.peer.link)?.master;
}

function firstAddress(host: Host | undefined): string | undefined {
  const found = host?.links.flatMap(({ addresses }) => addresses)[0];
  return found && `${found.address}`;
}

/** Endpoints most of whose exchanges fail. */
function brokenEndpoints(checks: readonly CheckResult[]): Set<string> {
  const counts = new Map<string, { asked: number; failed: number }>();
  for (const { from, to, protocol, verdict } of checks)
    if (protocol && verdict !== 'skip')
      for (const id of [from, to]) {
        const count = counts.get(id) ?? { asked: 0, failed: 0 };
        counts.set(id, count);
        count.asked += 1;
        if (verdict === 'fail') count.failed += 1;
      }
  return new Set([...counts].filter(([, { asked, failed }]) => failed * 2 > asked).map(([id]) => id));
}
