/**
 * Whose address a receiver sees, by kind of flow: a table that differs between CNIs and their modes, and that nothing
 * else writes down. Made from the checks' answers, in words that mean the same in every cluster.
 */
import type { Family, PerFamily } from '../net';
import type { Plan, PlanNode } from '../plan';
import type { CheckResult } from './check';

export interface NatRow {
  /** `pod → node, other node`. */
  readonly flow: string;
  readonly family: Family;
  /** Whose addresses the receivers see, as the walk says: `the pod's own`, `its node's`, … */
  readonly predicted: readonly string[];
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

/** A row for every kind of flow and family that was asked about. */
export function natTable(plan: Plan, checks: readonly CheckResult[]): NatRow[] {
  const nodes = new Map(plan.nodes.map((node) => [node.name, node]));
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
          observed: distinct(observed),
          examples: [...examples.values()],
        },
      ];
    }),
  );
}

/** Sources that the right receivers saw. */
function seenIn(
  checks: readonly CheckResult[],
  column: 'predicted' | 'observed',
  nodes: ReadonlyMap<string, PlanNode>,
): { who: string; source: string }[] {
  return checks.flatMap((check) => {
    const { source, answeredBy } = check[column] ?? {};
    return source && answeredBy === check.to ? [{ who: ownerOf(source, check.from, nodes), source }] : [];
  });
}

const distinct = (seen: readonly { who: string }[]) => [...new Set(seen.map(({ who }) => who))].sort();

/** What an address is to the sender. */
function ownerOf(source: string, sender: string, nodes: ReadonlyMap<string, PlanNode>): string {
  const [kind, name] = sender.split(':') as [string, string];
  const node = nodes.get(name.split('/')[0]!);
  if (!node) return 'another';
  const pod = node.pods.find((other) => other.name === name);
  if (pod && has(pod.address, source)) return "the pod's own";
  if (has(node.address, source)) return kind === 'node' ? "the node's own" : "its node's";
  return inShare(node, source) ?? 'another';
}

/** The first two addresses of a node's share belong to its devices. */
function inShare(node: PlanNode, source: string): string | undefined {
  if (has(node.podGateway, source)) return "its node's bridge or router (.1)";
  const bases = [node.podCidr.ipv4, node.podCidr.ipv6].map((cidr) => `${cidr}`.split('/')[0]);
  return bases.includes(source) ? "its node's tunnel device (.0)" : undefined;
}

function has(addresses: PerFamily<unknown>, source: string): boolean {
  return `${addresses.ipv4}` === source || `${addresses.ipv6}` === source;
}
