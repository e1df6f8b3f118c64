import type { Noise } from '../../state';
import { rulesOf } from '../common/rules-of';
import { isFlannels } from './traces';

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
