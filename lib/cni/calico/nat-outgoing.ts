import type { NatRule } from '../../datapath';
import type { Family } from '../../net';
import type { Plan } from '../../plan';
import { masquerades } from '../common/settings';
import { poolRanges } from './pools';

/** The rule of each family, on every node; none where the pools' natOutgoing is off. */
export function natOutgoing(plan: Plan): NatRule[] {
  return masquerades(plan) ? plan.families.map((family) => ofFamily(plan, family)) : [];
}

/** Chain cali-nat-outgoing: from any pool to anywhere but a pool. */
function ofFamily(plan: Plan, family: Family): NatRule {
  const ranges = poolRanges(plan, family);
  return {
    family,
    source: { ranges },
    destination: { ranges, not: true },
    action: 'masquerade',
    comment:
      'cali-nat-outgoing: --match-set masq-ipam-pools src ! --match-set all-ipam-pools dst -j MASQUERADE --random-fully',
  };
}
