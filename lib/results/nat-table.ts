/**
 * Whose address a receiver sees, by kind of flow: a table that differs between CNIs and their modes, and that nothing
 * else writes down. Made from the checks' answers, in words that mean the same in every cluster.
 */

import { isAllowed } from '../check/allowed-sources';
import type { CheckResult } from '../check/check';
import type { Datapath, Host, Link } from '../datapath';
import { type Family, type PerFamily, placeOf, valuesOf } from '../net';
import type { Plan, PlanNode } from '../plan';

export interface NatRow {
  /** `pod → node, other node`. */
  readonly flow: string;
  readonly family: Family;
  /** Whose addresses the receivers see, as the walk says: `the pod's own`, `its node's`, … */
  readonly predicted: readonly string[];
  /** Nothing is predicted of the flow, so that nothing can differ: `predicted` is empty. @default false */
  readonly unpredicted?: true;
  /** As it was measured; empty where nothing was. */
  readonly observed: readonly string[];
  /** An address of each kind, for the reader. */
  readonly examples: readonly string[];
}

const flows: readonly (readonly [flow: string, matches: (id: string) => boolean])[] = [
  ['pod → pod, same node', (id) => id === 'pod-to-pod/same-node'],
  ['pod → pod, other node', (id) => /^pod-to-pod\/cross/.test(id)],
  ['pod → node, same node', (id) => id === 'pod-to-node/same-node'],
  ['pod → node, other node', (id) => /^pod-to-node\/cross/.test(id)],
  ['node → pod, same node', (id) => id === 'node-to-pod/same-node'],
  ['node → pod, other node', (id) => /^node-to-pod\/cross/.test(id)],
  ['host-network pod → pod, same node', (id) => id === 'host-pod-to-pod/same-node'],
  ['host-network pod → pod, other node', (id) => /^host-pod-to-pod\/cross/.test(id)],
  ['node → node', (id) => id.startsWith('node-to-node/')],
  ['pod → outside', (id) => id === 'egress/nat'],
];

/** Whether receivers see whom they should, as far as anything is predicted. */
export function asPredicted({ predicted, observed, unpredicted }: NatRow): boolean {
  return unpredicted === true || predicted.join() === observed.join();
}

/** What is known of a node's addresses. */
interface KnownNode extends PlanNode {
  /** Links of its own by their addresses, as far as its state is known. */
  readonly links: ReadonlyMap<string, Link['type']>;
}

/**
 * A row for every kind of flow and family that was asked about.
 * @param datapath tells which of a node's devices has an address; without hosts it is an address of the node's share
 */
export function natTable({ plan, datapath }: NatState, checks: readonly CheckResult[]): NatRow[] {
  const links = new Map(datapath.hosts.map((host) => [host.name, linksByAddress(host)]));
  const nodes = new Map(
    plan.nodes.map((node): [string, KnownNode] => [
      node.name,
      { ...node, links: links.get(node.name) ?? new Map() },
    ]),
  );
  return flows.flatMap(([flow, matches]) =>
    plan.families.flatMap((family): NatRow[] => {
      const asked = checks.filter(
        (check) => check.family === family && check.verdict !== 'skip' && matches(check.id),
      );
      if (asked.length === 0) return [];
      const [predicted, observed] = [seenIn(asked, 'predicted', nodes), seenIn(asked, 'observed', nodes)];
      const examples = new Map([...predicted, ...observed].map(({ who, source }) => [who, source]));
      return [
        {
          flow,
          family,
          predicted: distinct(predicted),
          ...(asked.every((check) => check.predicted.none) ? { unpredicted: true } : {}),
          observed: distinct(observed),
          examples: [...examples.values()],
        },
      ];
    }),
  );
}

export interface NatState {
  readonly plan: Plan;
  readonly datapath: Datapath;
}

function linksByAddress({ links }: Host): Map<string, Link['type']> {
  return new Map(
    links.flatMap(({ type, addresses }) => addresses.map(({ address }) => [`${address}`, type])),
  );
}

/** Sources that the right receivers saw. */
function seenIn(
  checks: readonly CheckResult[],
  column: 'predicted' | 'observed',
  nodes: ReadonlyMap<string, KnownNode>,
): { who: string; source: string }[] {
  return checks.flatMap((check) => {
    const { source, answeredBy } = check[column] ?? {};
    return source && answeredBy === check.to ? [{ who: ownerOf(source, check.from, nodes), source }] : [];
  });
}

const distinct = (seen: readonly { who: string }[]) => [...new Set(seen.map(({ who }) => who))].sort();

/** What an address is to the sender. */
function ownerOf(source: string, sender: string, nodes: ReadonlyMap<string, KnownNode>): string {
  const place = placeOf(sender);
  const node = place && nodes.get(place.node);
  if (!node) return 'another';
  const pod = node.pods.find((other) => other.name === place.name);
  if (pod && has(pod.address, source)) return "the pod's own";
  if (has(node.address, source)) return place.kind === 'node' ? "the node's own" : "its node's";
  const type = node.links.get(source);
  return type ? (devices[type] ?? "its node's tunnel device") : inShare(node, source) ? ofShare : 'another';
}

/** Devices with an address of the node's share; the others are tunnels. */
const devices: Partial<Record<Link['type'], string>> = {
  bridge: "its node's bridge",
  veth: "its node's router",
};

const ofShare = "another of its node's share";

function inShare({ podCidr }: PlanNode, source: string): boolean {
  return podCidr !== undefined && isAllowed(source, valuesOf(podCidr).map(String));
}

function has(addresses: PerFamily<unknown>, source: string): boolean {
  return valuesOf(addresses).map(String).includes(source);
}
