import { apiServerService, type CheckResult, isDirect, type Reason } from '../../check';
import { isPod } from '../../net';
import { exampleOf } from '../causes/example';
import type { ServiceCause, ServiceCode } from '../causes/service-cause';
import type { Pattern } from '../diagnosis';
import { type Failure, without } from '../failure';
import { nodesApart } from '../scope/traffic';
import type { Suspect } from '../suspect';

/** What a kind of failure means where plain packets between pods pass. */
interface Meaning {
  readonly code: ServiceCode;
  /** Ids of the kinds of checks. */
  readonly ids: readonly string[];
  /** Whether it rests on packets between endpoints: where these fail, it may fail for no reason of its own. */
  readonly follows?: true;
  /** The reason of its failures. @default any */
  readonly why?: Reason['code'];
  readonly suspects: readonly Suspect[];
  /** Whether it is told by who fails beside who passes. @default it is not */
  tells?(failing: readonly Failure[], passing: readonly CheckResult[]): boolean;
}

const [clusterIp, nodePort] = ['service/cluster-ip', 'service/node-port'] as const;
const apiServer = 'control/api-server';

const byPods = ({ from }: CheckResult) => isPod(from);
const byNodes = (check: CheckResult) => !byPods(check);

/** The first that fits explains the failures of its kinds. What rests on Services comes after them. */
const meanings: readonly Meaning[] = [
  { code: 'node-share', ids: ['address/node-share'], suspects: ['address'] },
  {
    code: 'service-range-overlaps',
    ids: ['address/service-range'],
    why: 'range-overlaps',
    suspects: ['address'],
  },
  {
    code: 'service-range-missing',
    ids: ['address/service-range'],
    why: 'range-missing',
    suspects: ['address'],
  },
  {
    code: 'service-own-node',
    ids: [clusterIp, 'service/local'],
    follows: true,
    suspects: ['bridge-netfilter', 'service-proxy', 'policy'],
    tells: (failing, passing) => failing.every(byPods) && passing.some(byNodes),
  },
  {
    code: 'service-from-nodes',
    ids: [clusterIp],
    follows: true,
    suspects: ['checksum-offload', 'service-proxy', 'masquerade'],
    tells: (failing, passing) => failing.every(byNodes) && passing.some(byPods),
  },
  {
    code: 'node-port-elsewhere',
    ids: [nodePort],
    follows: true,
    suspects: ['firewall', 'masquerade', 'forwarding', 'service-proxy'],
    tells: (failing, passing) => {
      const failed = new Set(failing.map(({ to }) => to));
      return failing.some(byPods) && failing.some(byNodes) && passing.some(({ to }) => !failed.has(to));
    },
  },
  {
    code: 'service-balancing',
    ids: [clusterIp, nodePort],
    follows: true,
    suspects: ['service-proxy', 'firewall', 'masquerade'],
  },
  { code: 'service-hairpin', ids: ['service/hairpin'], follows: true, suspects: ['hairpin', 'masquerade'] },
  {
    code: 'api-server-by-service',
    ids: [apiServer],
    follows: true,
    suspects: ['service-proxy', 'policy'],
    tells: (failing, passing) =>
      failing.every(({ to }) => to === apiServerService) && passing.some(({ to }) => to !== apiServerService),
  },
  { code: 'api-server-unreached', ids: [apiServer], follows: true, suspects: ['firewall', 'policy'] },
  { code: 'kubelet-unreached', ids: ['control/kubelet'], follows: true, suspects: ['firewall'] },
  {
    code: 'cluster-dns',
    ids: ['dns'],
    follows: true,
    suspects: ['dns', 'policy', 'firewall', 'service-proxy'],
  },
  { code: 'policy-not-enforced', ids: ['policy/default-deny'], suspects: ['policy', 'agent'] },
  { code: 'policy-too-strict', ids: ['policy/allow'], follows: true, suspects: ['policy', 'agent'] },
  { code: 'policy-own-node', ids: ['policy/own-node'], follows: true, suspects: ['policy', 'agent'] },
  { code: 'policy-other-node', ids: ['policy/other-node'], suspects: ['policy', 'agent'] },
  { code: 'policy-admin-tier', ids: ['policy/admin-tier'], suspects: ['policy', 'agent'] },
  {
    code: 'policy-baseline-tier',
    ids: ['policy/baseline-tier'],
    follows: true,
    suspects: ['policy', 'agent'],
  },
  { code: 'metadata-open', ids: ['metadata/blocked'], suspects: ['metadata'] },
];

/** Whether a check goes through a Service: it fails where its translation does. */
const goesThroughService = ({ id, to }: CheckResult) =>
  [nodePort, 'service/hairpin', 'service/local', 'dns'].includes(id) || to === apiServerService;

const kindsOnPackets = new Set(meanings.flatMap(({ ids, follows }) => (follows ? ids : [])));

/** Causes that lie with those who are asked. */
const toBlame: readonly ServiceCode[] = ['node-port-elsewhere', 'kubelet-unreached'];

/** Whether a check is of a kind that rests on packets between endpoints. */
export const restsOnPackets = ({ id }: CheckResult): boolean => kindsOnPackets.has(id);

/** Services, names and policies: what only a Kubernetes cluster has. */
export const clusterServices: Pattern = ({ failures, checks }) => {
  const shaky = checks.some((check) => check.verdict === 'fail' && isDirect(check));
  const explained = new Set<number>();
  return meanings.flatMap(({ ids, code, why: only, suspects, tells, follows = false }) => {
    const asked = checks.filter(({ id, verdict }) => ids.includes(id) && verdict !== 'skip');
    const own = failures.filter(
      ({ id, index, why }) =>
        ids.includes(id) &&
        !explained.has(index) &&
        (only ? why?.code === only : why?.code !== 'not-reported'),
    );
    const [first] = own;
    const passing = asked.filter(({ verdict }) => verdict === 'pass');
    if (!first || tells?.(own, passing) === false) return [];
    const found = [...own, ...(ids.includes(clusterIp) ? resting(own, failures) : [])];
    for (const { index } of found) explained.add(index);
    const cause = {
      code,
      checks: own.length,
      of: asked.length,
      example: exampleOf(first),
      nodes: nodesApart(own, passing, toBlame.includes(code) ? 'to' : 'from'),
      ...onlyFamily(own, passing),
      suspects,
      mayFollow: follows && shaky,
    };
    return [{ cause, failures: found }];
  });
};

/** The family of all that fail, where what passes is of the other one: nothing that both need is to blame. */
function onlyFamily(
  failing: readonly CheckResult[],
  passing: readonly CheckResult[],
): Pick<ServiceCause, 'family'> {
  const [family, ...others] = new Set(failing.map((check) => check.family));
  const alone =
    others.length === 0 && passing.length > 0 && passing.every((check) => check.family !== family);
  return alone ? { family } : {};
}

/** What goes through Services from the same clients, and fails with them. */
function resting(own: readonly Failure[], failures: readonly Failure[]): Failure[] {
  const clients = new Set(own.filter(({ id }) => id === clusterIp).map(({ from }) => from));
  return without(failures, own).filter((check) => goesThroughService(check) && clients.has(check.from));
}
