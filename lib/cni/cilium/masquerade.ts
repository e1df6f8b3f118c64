import type { NatRule } from '../../datapath';
import { type Family, inFamily } from '../../net';
import { type Plan, type PlanNode, podRangesOf } from '../../plan';
import type { CniChoice } from '../cni';
import { single } from '../common/wiring';

/** Chain CILIUM_POST_nat; in native routing, packets to other nodes keep their pod's address (ipset cilium_node_set). */
export function masqueradeRules(plan: Plan, { mode }: CniChoice, family: Family, node: PlanNode): NatRule[] {
  const own = { ranges: podRangesOf(node, family) };
  const named = own.ranges.join(',');
  const all = inFamily(plan.podCidr, family);
  const toNodes: NatRule = {
    family,
    action: 'return',
    source: own,
    destination: { ranges: plan.nodes.map(({ address }) => single(inFamily(address, family))) },
    comment: `-s ${named} -m set --match-set cilium_node_set dst -j ACCEPT`,
  };
  const leaving: NatRule = {
    family,
    action: 'masquerade',
    source: own,
    destination: { ranges: [all], not: true },
    comment: `-s ${named} ! -d ${all} ! -o cilium_+ -j MASQUERADE`,
  };
  return mode.barePods === 'always' ? [toNodes, leaving] : [leaving];
}
