import { isRuleOf, type Noise } from '../../state';
import { rulesOf } from '../common/rules-of';
import { ciliumTraces } from './traces';

/** What Cilium has in place of what stands in for it in labs: eBPF programs, and rules of its own (pkg/datapath/iptables). */
export const ciliumNoise: readonly Noise[] = [
  rulesOf('a rule of Cilium for what its eBPF programs mark', (rule) =>
    isRuleOf(ciliumTraces.netfilter, rule),
  ),
  {
    reason: "its eBPF programs do what the lab's stand-in does by routes, neighbours and rules",
    is: ({ kind, change, key }) =>
      change !== 'extra' &&
      !key.endsWith(' up') &&
      ['link', 'route', 'neighbour', 'netfilter', 'setting'].includes(kind),
  },
  {
    reason: "a device of Cilium's own, for its health checks",
    is: ({ kind, key }) => kind === 'link' && key === 'lxc_health',
  },
];
