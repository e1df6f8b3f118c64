import { isDirect } from '../../check';
import type { ServiceCause } from '../cause';
import type { Pattern } from '../diagnosis';

/** What a kind of failure means where plain packets between pods pass. */
interface Meaning {
  readonly code: ServiceCause;
  /** Ids of the kinds of checks. */
  readonly ids: readonly string[];
  /** Whether it rests on packets between endpoints: where these fail, it may fail for no reason of its own. */
  readonly follows?: true;
}

const meanings: readonly Meaning[] = [
  { code: 'node-share', ids: ['address/node-share'] },
  { code: 'cluster-dns', ids: ['dns'], follows: true },
  { code: 'service-hairpin', ids: ['service/hairpin'], follows: true },
  { code: 'service-balancing', ids: ['service/cluster-ip', 'service/node-port'], follows: true },
  { code: 'policy-not-enforced', ids: ['policy/default-deny'] },
  { code: 'policy-too-strict', ids: ['policy/allow'], follows: true },
  { code: 'metadata-open', ids: ['metadata/blocked'] },
];

/** Services, names and policies: what only a Kubernetes cluster has. */
export const clusterServices: Pattern = ({ failures, checks }) => {
  const shaky = checks.some((check) => check.verdict === 'fail' && isDirect(check));
  return meanings.flatMap(({ ids, code, follows = false }) => {
    const found = failures.filter(({ id }) => ids.includes(id));
    const [first] = found;
    if (!first) return [];
    const { from, to, why } = first;
    const of = checks.filter(({ id, verdict }) => ids.includes(id) && verdict !== 'skip').length;
    const mayFollow = follows && shaky;
    return [
      { cause: { code, checks: found.length, of, example: { from, to, why }, mayFollow }, failures: found },
    ];
  });
};
