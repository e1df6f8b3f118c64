import type { Noise, PlacedRule } from '../../state';
import type { Traces } from '../cni';
import { rulesOf } from '../common/rules-of';

/** Felix' chains: policies, profiles and host endpoints, walked as they are and not computed (felix/rules). */
export const calicoNoise: readonly Noise[] = [
  rulesOf('a rule of Felix for policies and endpoints, which lets these packets pass', isCalicos),
];

function isCalicos({ table, chain, comment }: PlacedRule): boolean {
  return /^cali-/.test(chain) || /^(ip6?|inet) calico$/.test(table) || /^cali:/.test(comment ?? '');
}

/** What its entries are known by. */
export const calicoTraces: Traces = {
  links: /^(cali[0-9a-f]{11}|vxlan(-v6)?\.calico|wireguard\.cali|wg-v6\.cali)$/,
  protocols: ['80'],
  rules: isCalicos,
};
