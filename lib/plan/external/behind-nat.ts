/**
 * Nodes behind a 1:1 NAT: a zone's router (a cloud's internet gateway, or one at home that forwards ports) gives each node of
 * the zone an external address in place of its own. Nodes of other zones know and reach that one alone.
 */
import type { Address } from '../../net';
import type { Plan } from '../plan';
import type { PlainProblemCode, Problem } from '../problem';
import type { TestbedSpec } from '../testbed-spec';

/** External addresses by the node's name. */
export function externalAddresses({ nodes }: Pick<TestbedSpec, 'nodes'>): ReadonlyMap<string, Address> {
  return new Map(
    nodes.flatMap(({ name, externalAddress }) => (externalAddress ? [[name, externalAddress] as const] : [])),
  );
}

/** Whether a NAT stands in front of the zone: then all of its nodes have external addresses. */
export function isBehindNat({ nodes }: Pick<Plan, 'nodes'>, zone: string): boolean {
  return nodes.some((node) => node.zone === zone && node.externalAddress !== undefined);
}

/** A problem for each external address, where something takes none. */
export function withoutExternal(
  { nodes }: Pick<TestbedSpec, 'nodes'>,
  why: { readonly code: PlainProblemCode } & Pick<Problem, 'who' | 'rule' | 'remedy' | 'restsOn'>,
): Problem[] {
  return nodes.flatMap(({ externalAddress }, i) =>
    externalAddress ? [{ ...why, field: `nodes[${i}].externalAddress`, value: `"${externalAddress}"` }] : [],
  );
}
