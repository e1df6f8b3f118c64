/** `test --target kubernetes`: the probes on a cluster, judged and reported as the lab's are. */
import { readFileSync } from 'node:fs';
import { packageVersion } from '../base/package-root';
import { oneLine } from '../base/plain-text';
import { TargetError } from '../base/target-error';
import { writeFiles } from '../base/write-files';
import type { Given } from '../cluster/cluster-testbed';
import { judgeCluster } from '../cluster/judge-cluster';
import { yamlOf } from '../cluster/manifests';
import { type ClusterObservations, parseObservations, timesOf } from '../cluster/observations';
import type { RunOptions, RunWatcher } from '../cluster/runner/options';
import { runCluster } from '../cluster/runner/run-cluster';
import { staticRun } from '../cluster/static-run';
import { defaultNamespace } from '../cluster/words';
import type { Results } from '../results';
import { testbed } from '../testbed';
import { exitCode, UsageError } from './exit-codes';
import { onInterrupt } from './io/interrupt';
import { Progress } from './io/progress';
import { quoted } from './io/quoted';
import { saveResults } from './io/save-results';
import type { Streams } from './io/streams';
import { type KubernetesFlags, runOptionsFrom, toldBy } from './options/kubernetes-options';
import { type ReportFlags, report, sampleOf } from './options/report-options';
import { specFrom } from './options/spec-options';

type Flags = KubernetesFlags & ReportFlags;

const tool = `cni-testbed ${packageVersion}`;

/** Returns the exit code. @throws UsageError, SpecError, TargetError */
export async function testKubernetes(flags: Flags, streams: Streams): Promise<number> {
  refuseIdleFlags(flags);
  if (flags.dryRun) return dryRun(flags, streams);
  const told = toldBy(flags);
  if (flags.observations !== undefined) return judgeFile(flags.observations, told, flags, streams);
  const options = runOptionsFrom(flags, sampleOf(flags));
  const startedAt = new Date();
  const progress = new Progress(streams, flags.quiet ?? false);
  try {
    const { timings, notes, ...seen } = await runCluster(options, watcher(progress, options, streams));
    const observations = parseObservations(seen.observations, 'Run again');
    progress.end();
    const run = {
      startedAt,
      tool,
      target: 'kubernetes',
      timings,
      notes: [...notes, ...keptNote(options)],
    } as const;
    const judge = () => judgeCluster(observations, told, run);
    return await report(await keepingObservations(observations, judge, streams), flags, streams);
  } finally {
    progress.end();
  }
}

/** Where judging breaks off, what was gathered is saved: a run on a cluster is not made again in a second. */
async function keepingObservations(
  observations: ClusterObservations,
  judge: () => Results,
  streams: Streams,
): Promise<Results> {
  try {
    return judge();
  } catch (error) {
    const use = (file: string) => `testbed test --target kubernetes --observations ${file}`;
    const make = () => `${JSON.stringify(observations)}\n`;
    if (!(error instanceof TargetError)) await saveResults('observations.json', make, use, streams);
    throw error;
  }
}

function keptNote({ keep, namespace = defaultNamespace }: RunOptions): string[] {
  return keep
    ? [`Everything was left in the cluster (--keep); remove it with: kubectl delete namespace ${namespace}`]
    : [];
}

/** Judges what collect.sh gathered. @throws TargetError where the file is none of its */
function judgeFile(file: string, told: Given, flags: Flags, streams: Streams): Promise<number> {
  const observations = parseObservations(readJson(file));
  const run = { ...timesOf(observations), tool, target: 'kubernetes' } as const;
  return report(judgeCluster(observations, told, run), flags, streams);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`--observations ${quoted(file)}: ${(error as Error).message}`);
  }
}

function watcher(
  progress: Progress,
  { namespace = defaultNamespace }: RunOptions,
  { stderr }: Streams,
): RunWatcher {
  return {
    stage: (name, total) => progress.stage(name, total),
    done: (count) => progress.done(count),
    onInterrupt: (cleanup) =>
      onInterrupt(async () => {
        progress.end();
        stderr.write(`interrupted: removing the namespace ${namespace}; once more leaves it there\n`);
        await cleanup();
      }),
  };
}

/** Without --dry-run they would be nothing, and a run on the cluster not what was meant. @throws UsageError */
function refuseIdleFlags({ dryRun, out, nodes, keep, observations }: Flags): void {
  if (!dryRun && out !== undefined) throw new UsageError('--out is for manifests: add --dry-run');
  if (!dryRun && nodes !== undefined)
    throw new UsageError('--nodes is for manifests: add --dry-run; on a cluster all of its nodes are tested');
  if (keep && observations !== undefined)
    throw new UsageError('--keep with --observations: there is nothing in a cluster to keep; leave one out');
}

/** The manifests for the plan's nodes, to standard output or as files that can be applied by hand. */
function dryRun(flags: Flags, { stdout }: Streams): number {
  const { plan } = testbed(specFrom(flags));
  const { namespace, image, jobTimeoutS, egress, sample } = runOptionsFrom(flags, sampleOf(flags));
  const nodes = plan.nodes.map(({ name }) => name);
  const run = staticRun({ nodes, namespace, image, jobTimeoutS, egress, sample });
  if (flags.out === undefined) {
    stdout.write(yamlOf(Object.values(run.files).flat()));
    return exitCode.ok;
  }
  const texts = [
    ...Object.entries(run.files).map(([name, objects]) => [name, yamlOf(objects)] as const),
    ['collect.sh', run.collect] as const,
  ];
  stdout.write(`${writeFiles(flags.out, texts).map(oneLine).join('\n')}\n`);
  return exitCode.ok;
}
