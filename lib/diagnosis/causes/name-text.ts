import { named } from '../../base/lists';
import type { WordsOf } from './cause-words';
import type { NameCause } from './name-cause';
import { counted } from './phrases';

/** The words for each. */
export const nameWords: WordsOf<NameCause> = {
  'dns-slow': ({ checks, medianMs, packetsMs }) => ({
    cause: `Cluster DNS answers late, and loses nothing: in ${counted(checks, 'check', 'checks')} half of the answers take ${Math.round(medianMs)} ms and more${packetsMs === undefined ? '' : `, while other exchanges take ${packetsMs.toFixed(1)} ms`}`,
    remedy:
      'Look at the name servers themselves: their CPU and its limit (kubectl --namespace kube-system top pods --selector k8s-app=kube-dns), their plugins and logs, and how many there are (kubectl --namespace kube-system get deployment coredns)',
  }),
  'dns-losing': ({ checks, asked, lost, rules = [] }) => ({
    cause: `Of ${asked} questions for names ${lost} were not answered, in ${counted(checks, 'check', 'checks')}, while no other exchange fails${rules.length > 0 ? `: rules drop a part of them (${named(rules.map(({ where, rule }) => `${where}: ${rule}`))})` : ''}`,
    remedy:
      rules.length > 0
        ? `Delete ${rules.length === 1 ? 'that rule' : 'these rules'}; nft -a list ruleset shows their handles`
        : '',
  }),
};
