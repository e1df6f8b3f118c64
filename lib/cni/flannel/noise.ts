import type { Noise } from '../../state';
import type { Traces } from '../cni';
import { rulesOf } from '../common/rules-of';

/** What flanneld programs besides what decides about packets between pods and nodes (pkg/trafficmngr). */
export const flannelNoise: readonly Noise[] = [
  rulesOf(
    "Flannel's ACCEPT for pods' packets, which nothing else would drop",
    ({ table, chain }) => chain === 'FLANNEL-FWD' || (isFlannels(table) && chain === 'forward'),
  ),
  rulesOf(
    "Flannel's rule for packets that kube-proxy marked, and the one that none reaches",
    ({ table, chain }) => chain === 'FLANNEL-POSTRTG' || (isFlannels(table) && chain === 'postrtg'),
  ),
];

const isFlannels = (table: string) => /^ip6? flannel-ipv[46]$/.test(table);

/** What its entries are known by. */
export const flannelTraces: Traces = {
  links: /^(flannel(-v6)?\.\d+|flannel-wg(-v6)?|cni0)$/,
  rules: ({ table, chain }) => /^FLANNEL-/.test(chain) || isFlannels(table),
};
