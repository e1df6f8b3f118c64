import type { Difference, Noise } from '../../state';

/** Chains and tables of kube-proxy and the kubelet, which translate Services and no pair of endpoints. */
export const kubernetesNoise: readonly Noise[] = [
  {
    reason: 'a rule of kube-proxy or the kubelet, for Services',
    is: (one: Difference) =>
      one.kind === 'netfilter' &&
      one.change === 'extra' &&
      (/^KUBE-/.test(one.real?.chain ?? '') || /^(ip6?|inet) kube-proxy$/.test(one.real?.table ?? '')),
  },
];
