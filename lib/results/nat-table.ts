/**
 * Whose address a receiver sees, by kind of flow: a table that differs between CNIs and their modes, and that nothing
 * else writes down. Made from the checks' answers, in words that mean the same in every cluster.
 */

import { isAllowed } from '../check/allowed-sources';
import type { CheckResult } from '../check/check';
import type { Datapath, Host, Link } from '../datapath';
import { type PerFamily, placeOf, valuesOf } from '../net';
import type { Plan, PlanNode } from '../plan';
import { checksOfFlow } from './flow-checks';
import type { NatRow } from './nat';
import { flowCodes, type OwnerCode } from './nat-codes';

/** What is known of a node's addresses. */
interface KnownNode extends PlanNode {
  /** Links of its own by their addresses, as far as its state is known. */
  readonly links: ReadonlyMap<string, Link['type']>;
}

/**
 * A row for every kind of flow and family that was asked about.
 * @param datapath says which of a node's devices has an address; without hosts it is an address of the node's share
 */
export function natTable({ plan, datapath }: NatState, checks: readonly CheckResult[]): NatRow[] {
  const links = new Map(datapath.hosts.map((host) => [host.name, linksByAddress(host)]));
  const nodes = new Map(
    plan.nodes.map((node): [string, KnownNode] => [
      node.name,
      { ...node, links: links.get(node.name) ?? new Map() },
    ]),
  );
  return flowCodes.flatMap((flow) =>
    plan.families.flatMap((family): NatRow[] => {
      const asked = checksOfFlow(checks, { flow, family }).filter(({ verdict }) => verdict !== 'skip');
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

/** What the table is made from beside the checks. */
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
): { who: OwnerCode; source: string }[] {
  return checks.flatMap((check) => {
    const { source, answeredBy } = check[column] ?? {};
    return source && answeredBy === check.to ? [{ who: ownerOf(source, check.from, nodes), source }] : [];
  });
}

const distinct = (seen: readonly { who: OwnerCode }[]) => [...new Set(seen.map(({ who }) => who))].sort();

/** What an address is to the sender. */
function ownerOf(source: string, sender: string, nodes: ReadonlyMap<string, KnownNode>): OwnerCode {
  const place = placeOf(sender);
  const node = place && nodes.get(place.node);
  if (!node) return 'another';
  const pod = node.pods.find((other) => other.name === place.name);
  if (pod && has(pod.address, source)) return 'pod';
  const own = [node.address, ...Object.values(node.cards ?? {})];
  if (own.some((addresses) => has(addresses, source))) return place.kind === 'node' ? 'own-node' : 'node';
  if (`${node.externalAddress}` === source) return 'node-external';
  const type = node.links.get(source);
  if (type) return devices[type] ?? 'node-tunnel';
  return inShare(node, source) ? 'node-share' : 'another';
}

/** Devices with an address of the node's share; the others are tunnels. */
const devices: Partial<Record<Link['type'], OwnerCode>> = { bridge: 'node-bridge', veth: 'node-router' };

function inShare({ podCidr }: PlanNode, source: string): boolean {
  return podCidr !== undefined && isAllowed(source, valuesOf(podCidr).map(String));
}

function has(addresses: PerFamily<unknown>, source: string): boolean {
  return valuesOf(addresses).map(String).includes(source);
}
