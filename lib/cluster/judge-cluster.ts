/** The judge of a run in a cluster: the lab's checks and verdicts over what the Jobs saw. */

import { largest } from '../base/lists';
import { type CheckResult, skip } from '../check';
import { type Results, results } from '../results';
import { addressVerdict, shareVerdicts } from './address-verdicts';
import { clusterNode, inOrder } from './cluster-node';
import { type ClusterTestbed, clusterTestbed, type Told } from './cluster-testbed';
import { allPairs, guarantee } from './extent';
import type { ProbeSettings } from './job/settings';
import { Answers, parseJobReport } from './job-report';
import { metadataVerdicts } from './metadata-checks';
import type { ClusterObservations } from './observations';
import { policyVerdict, verdictOf } from './observe';
import { pairChecks, probedPairs } from './pair-checks';
import { policyChecks, type ServiceFacts, serviceChecks } from './service-checks';

/** When and by what a run was made. */
export interface RunFacts {
  readonly startedAt: Date;
  /** @default now */
  readonly endedAt?: Date;
  /** Name and version of this tool. */
  readonly tool: string;
  readonly target: 'kubernetes' | 'aws';
  readonly timings?: Readonly<Record<string, number>>;
  readonly notes?: readonly string[];
}

/** @throws TargetError where a report is not whole, or a node or pod lacks an address */
export function judgeCluster(observations: ClusterObservations, told: Told, run: RunFacts): Results {
  const settings = JSON.parse(observations.settings) as ProbeSettings;
  const answers = new Answers(
    Object.entries(observations.logs).map(([job, log]) => parseJobReport(job, log)),
  );
  const cluster = clusterTestbed(observations, settings.nodes, answers, told);
  const { testbed, predictable } = cluster;
  const pairs = probedPairs(testbed.datapath.endpoints, settings.nodes, settings.extent);
  const facts: ServiceFacts = {
    plan: testbed.plan,
    nodes: settings.nodes,
    settings,
    services: observations.services,
  };
  const nodes = inOrder(observations.nodes.map(clusterNode)).filter(({ name }) =>
    settings.nodes.includes(name),
  );
  const checks = [
    ...shareVerdicts(told.testbed?.plan, nodes, testbed.plan.families),
    ...pairChecks(testbed, pairs, predictable).map((check) =>
      check.id === 'address/unique'
        ? addressVerdict(check, answers, observations)
        : verdictOf(check, answers),
    ),
    ...serviceChecks(facts).map((check) =>
      check.id === 'egress/nat' && !settings.egress
        ? skip(check, 'no probe server outside the cluster was named (--egress ADDRESS)')
        : verdictOf(check, answers),
    ),
    ...policyVerdicts(cluster, facts, answers),
    ...metadataVerdicts(settings, answers),
  ];
  return results(
    testbed,
    {
      ...run,
      timings: run.timings ?? {},
      notes: [
        ...(run.notes ?? []),
        ...cluster.notes,
        ...extentNotes(settings),
        ...chanceNotes(checks),
        costNote(answers),
      ],
      checks,
      coverage: { pairs: { tried: pairs.length, total: allPairs(settings.nodes.length) } },
      versions: { kubernetes: observations.serverVersion },
    },
    run.tool,
  );
}

/** What a CNI without policies cannot deny is no failure of the network, and no pass either. */
function policyVerdicts({ found }: ClusterTestbed, facts: ServiceFacts, answers: Answers): CheckResult[] {
  const verdicts = policyChecks(facts).map((check) => policyVerdict(check, answers));
  const denials = verdicts.filter(({ id }) => id === 'policy/default-deny');
  const [held, failed] = (['pass', 'fail'] as const).map((wanted) =>
    denials.filter(({ verdict }) => verdict === wanted),
  );
  // A policy engine may run beside a CNI that has none, if only on some nodes: silence that lasts is no loss.
  const lasting = held!.some(({ observed }) => observed?.again?.passed === 0);
  const enforced = found.enforcesPolicies || lasting || held!.length > failed!.length;
  if (enforced) return verdicts;
  const reason =
    found.enforcesPolicies === false
      ? `${found.name} enforces no network policies`
      : `no network policy is enforced, and of ${found.name} it is not known whether it should`;
  return verdicts.map((verdict) => (verdict.id === 'policy/default-deny' ? skip(verdict, reason) : verdict));
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
