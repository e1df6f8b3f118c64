/** The judge of a run in a cluster: the lab's checks and verdicts over what the Jobs saw. */

import { largest } from '../base/lists';
import { type Check, type CheckResult, checkMatrix, judge, kindOf, skip, type Verdict } from '../check';
import { addressUnique } from '../check/kinds/address-unique';
import { metadataBlocked } from '../check/kinds/metadata';
import { nodeShare } from '../check/kinds/node-share';
import { policyDefaultDeny } from '../check/kinds/policies';
import { allPairs, guarantee } from '../prober/questions/extent';
import { endpointIds, type ProbeSettings } from '../prober/questions/settings';
import { type Results, results } from '../results';
import type { Capture } from '../state/capture';
import { endpointAddresses, nodeShares } from './address-observations';
import { nodeMtus } from './cards';
import { type ClusterNode, clusterNode, inOrder } from './cluster-node';
import { type ClusterTestbed, clusterTestbed, type Given } from './cluster-testbed';
import { clusterUnderTest } from './cluster-under-test';
import { evidenceOf } from './evidence';
import { Answers, parseJobReport } from './job-report';
import type { ClusterObservations } from './observations';
import { denialVerdict, metadataVerdict, verdictOf } from './observe';
import { probedPairs } from './probed-pairs';
import { nodeAddresses } from './seen-addresses';
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
  readonly timings?: Readonly<Record<string, number>>;
  readonly notes?: readonly string[];
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
    nodes,
    nodeAddresses: nodeAddresses(answers),
    nodeMtus: nodeMtus(nodes, answers),
    plan: testbed.plan,
    built: given.testbed?.plan,
  });
  const judged = checkMatrix(testbed, { pairs, predicted: predictable, cluster: facts }).map((check) =>
    verdict(check, { answers, observations, nodes }),
  );
  const checks = judgedDenials(judged, cluster);
  return results(
    testbed,
    {
      ...run,
      timings: run.timings ?? {},
      notes: [
        ...(run.notes ?? []),
        ...captured.notes,
        ...cluster.notes,
        ...extentNotes(settings),
        ...chanceNotes(checks),
        costNote(answers),
      ],
      checks,
      coverage: { pairs: { tried: pairs.length, total: allPairs(settings.nodes.length) } },
      versions: { kubernetes: observations.serverVersion },
      state: cluster.reading,
      evidence: evidenceOf(observations, settings.nodes, answers, cluster.found),
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
}

/** What speaks for each kind: the API, another answer beside its own, or its Job's answer alone. */
function verdict(check: Check, { answers, observations, nodes }: Evidence): CheckResult {
  switch (kindOf(check)) {
    case addressUnique:
      return judge(check, endpointAddresses(check, answers, observations));
    case nodeShare:
      return judge(check, nodeShares(check, nodes));
    case policyDefaultDeny:
      return denialVerdict(check, answers);
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
  const isDenial = (check: CheckResult) => kindOf(check) === policyDefaultDeny;
  const denials = checks.filter(isDenial);
  const count = (wanted: Verdict) => denials.filter(({ verdict: given }) => given === wanted).length;
  // A policy engine may run beside a CNI that has none, if only on some nodes: silence that lasts is no loss.
  const lasting = denials.some(
    ({ verdict: given, observed }) => given === 'pass' && observed?.again?.passed === 0,
  );
  if (found.enforcesPolicies || lasting || count('pass') > count('fail')) return checks;
  const why = { code: 'no-policies', cni: found.name, known: found.enforcesPolicies === false } as const;
  return checks.map((check) => (isDenial(check) ? skip(check, why) : check));
}

/** What the probing took of a node: the most of any Job, as a node never runs two. */
function costNote({ reports }: Answers): string {
  const most = (of: (end: (typeof reports)[number]['end']) => number) =>
    Math.max(0, largest(reports.map(({ end }) => of(end))));
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const memory = Math.ceil(most(({ maxRssBytes }) => maxRssBytes) / 2 ** 20);
  return `Probing took at most ${seconds(most(({ cpuMs }) => cpuMs))} of processor time and ${memory} MiB of memory on a node, in Jobs of ${seconds(most(({ durationMs }) => durationMs))} at the longest`;
}

/** One lost answer decides nothing of what stands on plain packets; it is said all the same. */
function chanceNotes(checks: readonly CheckResult[]): string[] {
  const lost = checks.filter(
    ({ verdict, observed, required }) =>
      verdict === 'pass' && observed?.again && required.reachable !== false,
  );
  if (lost.length === 0) return [];
  const kinds = [...new Set(lost.map(({ id }) => id))].join(', ');
  return [`Got no answer at first and passed each time when tried again: ${lost.length} (${kinds})`];
}

function extentNotes({ nodes, extent }: ProbeSettings): string[] {
  return extent.pairs === 'all' ? [] : [`Not every pair was tried: ${guarantee(nodes.length, extent)}`];
}
