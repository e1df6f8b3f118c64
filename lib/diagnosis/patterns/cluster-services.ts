import { type CheckResult, isDirect } from '../../check';
import { isPod } from '../../net';
import type { ServiceCode } from '../causes/service-cause';
import type { Pattern } from '../diagnosis';
import type { Failure } from '../failure';
import type { Suspect } from '../suspect';

/** What a kind of failure means where plain packets between pods pass. */
interface Meaning {
  readonly code: ServiceCode;
  /** Ids of the kinds of checks. */
  readonly ids: readonly string[];
  /** Whether it rests on packets between endpoints: where these fail, it may fail for no reason of its own. */
  readonly follows?: true;
  readonly suspects: readonly Suspect[];
  /** Whether it is told by who fails beside who passes. @default it is not */
  tells?(failing: readonly Failure[], passing: readonly CheckResult[]): boolean;
}

const byPods = ({ from }: CheckResult) => isPod(from);
const byNodes = (check: CheckResult) => !byPods(check);

/** The first that fits explains the failures of its kinds. */
const meanings: readonly Meaning[] = [
  { code: 'node-share', ids: ['address/node-share'], suspects: ['address'] },
  { code: 'cluster-dns', ids: ['dns'], follows: true, suspects: ['dns', 'policy', 'firewall'] },
  { code: 'service-hairpin', ids: ['service/hairpin'], follows: true, suspects: ['hairpin', 'masquerade'] },
  {
    code: 'service-own-node',
    ids: ['service/cluster-ip'],
    follows: true,
    suspects: ['bridge-netfilter', 'service-proxy', 'policy'],
    tells: (failing, passing) => failing.every(byPods) && passing.some(byNodes),
  },
  {
    code: 'service-from-nodes',
    ids: ['service/cluster-ip'],
    follows: true,
    suspects: ['checksum-offload', 'service-proxy', 'masquerade'],
    tells: (failing, passing) => failing.every(byNodes) && passing.some(byPods),
  },
  {
    code: 'node-port-elsewhere',
    ids: ['service/node-port'],
    follows: true,
    suspects: ['firewall', 'masquerade', 'forwarding', 'service-proxy'],
    tells: (failing, passing) => {
      const failed = new Set(failing.map(({ to }) => to));
      return failing.some(byPods) && failing.some(byNodes) && passing.some(({ to }) => !failed.has(to));
    },
  },
  {
    code: 'service-balancing',
    ids: ['service/cluster-ip', 'service/node-port'],
    follows: true,
    suspects: ['service-proxy', 'firewall', 'masquerade'],
  },
  { code: 'policy-not-enforced', ids: ['policy/default-deny'], suspects: ['policy', 'agent'] },
  { code: 'policy-too-strict', ids: ['policy/allow'], follows: true, suspects: ['policy', 'agent'] },
  { code: 'metadata-open', ids: ['metadata/blocked'], suspects: ['metadata'] },
];

const resting = new Set(meanings.flatMap(({ ids, follows }) => (follows ? ids : [])));

/** Whether a check is of a kind that rests on packets between endpoints. */
export const restsOnPackets = ({ id }: CheckResult): boolean => resting.has(id);

/** Services, names and policies: what only a Kubernetes cluster has. */
export const clusterServices: Pattern = ({ failures, checks }) => {
  const shaky = checks.some((check) => check.verdict === 'fail' && isDirect(check));
  const explained = new Set<number>();
  return meanings.flatMap(({ ids, code, suspects, tells, follows = false }) => {
    const asked = checks.filter(({ id, verdict }) => ids.includes(id) && verdict !== 'skip');
    const found = failures.filter(
      ({ id, index, why }) => ids.includes(id) && !explained.has(index) && why?.code !== 'not-reported',
    );
    const [first] = found;
    if (
      !first ||
      tells?.(
        found,
        asked.filter(({ verdict }) => verdict === 'pass'),
      ) === false
    )
      return [];
    for (const { index } of found) explained.add(index);
    const { from, to, why } = first;
    const mayFollow = follows && shaky;
    const [checksOf, example] = [found.length, { from, to, why }];
    return [
      { cause: { code, checks: checksOf, of: asked.length, example, suspects, mayFollow }, failures: found },
    ];
  });
};
