/** The judge of a run in a cluster: the lab's checks and verdicts over what the Jobs saw. */

import { type Check, type CheckResult, checkMatrix, judge, kindOf, skip, type Verdict } from '../check';
import { addressUnique } from '../check/kinds/address-unique';
import { policyAdminTier } from '../check/kinds/cluster-policies';
import { metadataBlocked } from '../check/kinds/metadata';
import { nodeShare } from '../check/kinds/node-share';
import { isDenial, policyDefaultDeny, policyOtherNode, restsOnPolicies } from '../check/kinds/policies';
import { serviceRange } from '../check/kinds/service-range';
import type { Plan } from '../plan';
import { allPairs } from '../prober/questions/extent';
import { endpointIds, type ProbeSettings } from '../prober/questions/settings';
import { type Results, results, type TestedMachine } from '../results';
import type { Capture } from '../state/capture';
import type { Testbed } from '../testbed';
import { endpointAddresses, nodeShares } from './address-observations';
import { nodeMtus } from './cards';
import { type ClusterNode, clusterNode, inOrder } from './cluster-node';
import { type ClusterTestbed, clusterTestbed, type Given } from './cluster-testbed';
import { clusterUnderTest } from './cluster-under-test';
import { controlPorts } from './control/ports';
import { evidenceOf } from './evidence';
import { Answers, parseJobReport } from './job-report';
import { objectNotes } from './notes/object-notes';
import { runNotes } from './notes/run-notes';
import type { ClusterObservations } from './observations';
import { denialVerdict, metadataVerdict, nodeDenialVerdict, verdictOf } from './observe';
import { probedPairs } from './probed-pairs';
import { nodeAddresses } from './seen-addresses';
import { observedRanges, serviceRanges } from './service-ranges';
import { capturesIn } from './state/captures-in';

/** When and by what a run was made. */
export interface RunFacts {
  readonly startedAt: Date;
  /** @default now */
  readonly endedAt?: Date;
  /** Name and version of this tool. */
  readonly tool: string;
  /** Name of the target that the cluster runs on. */
  readonly target: string;
  /** Number of the run of a stack's Jobs. @default runs have none */
  readonly run?: number;
  readonly timings?: Readonly<Record<string, number>>;
  readonly notes?: readonly string[];
  /** Which machines the nodes were. @default not known */
  readonly machines?: readonly TestedMachine[];
}

/** @throws TargetError where a report is not whole, or a node or pod lacks an address */
export function judgeCluster(observations: ClusterObservations, given: Given, run: RunFacts): Results {
  const settings = JSON.parse(observations.settings) as ProbeSettings;
  const answers = new Answers(
    Object.entries(observations.logs).map(([job, log]) => parseJobReport(job, log)),
  );
  const captured = capturesIn(observations, settings.nodes);
  const cluster = clusterTestbed(observations, settings.nodes, answers, {
    ...given,
    captures: given.captures ?? captured.captures,
  });
  const { testbed, predictable } = cluster;
  const pairs = probedPairs(testbed.datapath.endpoints, settings.nodes, settings.extent);
  const nodes = inOrder(observations.nodes.map(clusterNode)).filter(({ name }) =>
    settings.nodes.includes(name),
  );
  const { services } = observations;
  const facts = clusterUnderTest({
    settings,
    services,
    serviceRanges: serviceRanges(observations),
    ...(observations.control && { control: controlPorts(nodes, observations.control) }),
    cni: cluster.found.name,
    nodes,
    nodeAddresses: nodeAddresses(answers),
    nodeMtus: nodeMtus(nodes, answers),
    plan: testbed.plan,
    built: given.testbed?.plan,
  });
  const judged = checkMatrix(testbed, { pairs, predicted: predictable, cluster: facts }).map((check) =>
    verdict(check, { answers, observations, nodes, plan: testbed.plan, built: given.testbed }),
  );
  const checks = judgedDenials(judged, cluster);
  const evidence = evidenceOf(observations, settings.nodes, answers, cluster.found);
  return results(
    testbed,
    {
      ...run,
      timings: run.timings ?? {},
      notes: [
        ...(run.notes ?? []),
        ...captured.notes,
        ...cluster.notes,
        ...objectNotes(nodes, evidence.agents),
        ...runNotes(settings, checks, answers),
      ],
      checks,
      coverage: { pairs: { tried: pairs.length, total: allPairs(settings.nodes.length) } },
      versions: { kubernetes: observations.serverVersion },
      state: cluster.reading,
      evidence,
    },
    run.tool,
  );
}

/** What was captured of the nodes, as far as it can be read. */
export function capturesOf(observations: ClusterObservations): readonly Capture[] {
  return capturesIn(observations, (JSON.parse(observations.settings) as ProbeSettings).nodes).captures;
}

interface Evidence {
  readonly answers: Answers;
  readonly observations: ClusterObservations;
  readonly nodes: readonly ClusterNode[];
  /** The addresses of the cluster as it is. */
  readonly plan: Plan;
  /** What it was built from. @default unknown */
  readonly built?: Testbed;
}

/** What speaks for each kind: the API, another answer beside its own, or its Job's answer alone. */
function verdict(check: Check, { answers, observations, nodes, plan, built }: Evidence): CheckResult {
  switch (kindOf(check)) {
    case addressUnique:
      return judge(check, endpointAddresses(check, answers, observations));
    case nodeShare:
      return judge(check, nodeShares(check, nodes));
    case serviceRange:
      return judge(check, observedRanges(check, observations, plan, built));
    case policyDefaultDeny:
    case policyAdminTier:
      return denialVerdict(check, answers);
    case policyOtherNode:
      return nodeDenialVerdict(check, answers);
    case metadataBlocked:
      return metadataVerdict(check, nodeOfClient(check, nodes), answers);
    default:
      return verdictOf(check, answers);
  }
}

/** The node of a pod that asks. */
function nodeOfClient({ from }: Check, nodes: readonly ClusterNode[]): string {
  return nodes.find(({ name }) => endpointIds.client('pod', name) === from)?.name ?? '';
}

/** What a CNI without policies cannot deny is no failure of the network, and no pass either. */
function judgedDenials(checks: readonly CheckResult[], { found }: ClusterTestbed): readonly CheckResult[] {
  const denials = checks.filter(isDenial);
  const count = (wanted: Verdict) => denials.filter(({ verdict: given }) => given === wanted).length;
  // A policy engine may run beside a CNI that has none, if only on some nodes: silence that lasts is no loss.
  const lasting = denials.some(
    ({ verdict: given, observed }) => given === 'pass' && observed?.again?.passed === 0,
  );
  if (found.enforcesPolicies || lasting || count('pass') > count('fail')) return checks;
  const why = { code: 'no-policies', cni: found.name, known: found.enforcesPolicies === false } as const;
  return checks.map((check) => (restsOnPolicies(check) ? skip(check, why) : check));
}
