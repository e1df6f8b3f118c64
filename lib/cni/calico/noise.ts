import { isRuleOf, type Noise } from '../../state';
import type { CniChoice } from '../cni';
import { rulesOf } from '../common/rules-of';
import { calicoTraces } from './traces';

/** What Felix programs besides what is computed, or in place of it. */
export function calicoNoise({ mode, dataPlane }: CniChoice): readonly Noise[] {
  return [
    policies,
    ...(mode.name === 'vxlan-cross-subnet' ? [ownSubnet] : []),
    ...(dataPlane === 'ebpf' ? programs : []),
  ];
}

/** Felix' chains: policies, profiles and host endpoints, walked as they are and not computed (felix/rules). */
const policies = rulesOf(
  'a rule of Felix for policies and endpoints, which lets these packets pass',
  (rule) => isRuleOf(calicoTraces.netfilter, rule),
);

/** Seen on real nodes: neighbours and forwarding entries are for all nodes, routes for those of other subnets. */
const ownSubnet: Noise = {
  reason: 'an entry of the tunnel for a node of the same subnet, to which no route leads',
  is: ({ kind, change, key }) =>
    change === 'extra' && ['neighbour', 'forwarding'].includes(kind) && key.endsWith(' dev vxlan.calico'),
};

const programs: readonly Noise[] = [
  {
    reason: "its eBPF programs do what the lab's stand-in does by rules and forwarding entries",
    is: ({ kind, change, key }) =>
      change === 'missing'
        ? ['forwarding', 'netfilter'].includes(kind)
        : kind === 'link' && key === 'vxlan.calico',
  },
  {
    reason: 'a neighbour on the devices by which its eBPF programs hand packets to the host',
    is: ({ kind, change, key }) =>
      kind === 'neighbour' && change === 'extra' && key.endsWith(' dev bpfin.cali'),
  },
];
