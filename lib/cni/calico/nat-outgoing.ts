import type { NatRule } from '../../datapath';
import type { Family } from '../../net';
import { type Plan, shareOf } from '../../plan';
import { masquerades } from '../common/settings';

/** The rule of each family, on every node; none where the pools' natOutgoing is off. */
export function natOutgoing(plan: Plan): NatRule[] {
  return masquerades(plan) ? plan.families.map((family) => ofFamily(plan, family)) : [];
}

/** Chain cali-nat-outgoing: from any pool to anywhere but a pool. Each node's share is a pool (pools.ts). */
function ofFamily({ nodes }: Plan, family: Family): NatRule {
  const ranges = nodes.map((node) => shareOf(node, family));
  return {
    family,
    source: { ranges },
    destination: { ranges, not: true },
    action: 'masquerade',
    comment:
      'cali-nat-outgoing: --match-set masq-ipam-pools src ! --match-set all-ipam-pools dst -j MASQUERADE --random-fully',
  };
}
