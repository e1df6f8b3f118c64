/** `testbed test --target kubernetes`: the probes on a cluster, judged and reported as the lab's are. */

import { messageOf } from '../../../base/message-of';
import { oneLine } from '../../../base/plain-text';
import { readWhole } from '../../../base/read-whole';
import { writeFiles } from '../../../base/write-files';
import { defaultNamespace } from '../../../cluster/words';
import type { Results } from '../../../results';
import {
  type ClusterOptions,
  clusterManifests,
  JudgingError,
  judgeObservations,
  testCluster,
} from '../../../run';
import { exitCode, UsageError } from '../../exit-codes';
import { KeptState } from '../../io/kept-state';
import { quoted } from '../../io/quoted';
import { report } from '../../io/report-results';
import { saveResults } from '../../io/save-results';
import type { Streams } from '../../io/streams';
import { interruptNote, watched } from '../../io/watched';
import { clusterFactsFrom, type KubernetesFlags, runOptionsFrom } from '../../options/kubernetes-options';
import type { ReportFlags } from '../../options/report-options';
import { specFrom } from '../../options/spec-from-flags';
import { leftoversOnCluster } from './leftovers-on-cluster';

type Flags = KubernetesFlags & ReportFlags;

/** Returns the exit code. @throws UsageError, SpecError, RunError, TargetError */
export async function testOnCluster(flags: Flags, streams: Streams): Promise<number> {
  if (flags.leftovers) return leftoversOnCluster(flags, streams);
  refuseIdleFlags(flags);
  if (flags.dryRun) return dryRun(flags, streams);
  const facts = clusterFactsFrom(flags);
  const kept = new KeptState(flags.capture && flags.state);
  const results =
    flags.observations === undefined
      ? await tested(flags, { facts, keepState: kept.take }, streams)
      : judgeObservations(readJson(flags.observations), facts);
  return report(results, flags, streams, kept.report);
}

async function tested(
  flags: Flags,
  more: Pick<ClusterOptions, 'facts' | 'keepState'>,
  streams: Streams,
): Promise<Results> {
  const options = { ...runOptionsFrom(flags), ...more };
  const { namespace = defaultNamespace } = options;
  try {
    return await watched(
      streams,
      { quiet: flags.quiet, interruptNote: interruptNote(namespace) },
      (watcher) => testCluster({ ...options, watcher }),
    );
  } catch (error) {
    if (!(error instanceof JudgingError)) throw error;
    const use = (file: string) => `testbed test --target kubernetes --observations ${file}`;
    const make = () => `${JSON.stringify(error.observations)}\n`;
    await saveResults('observations.json', make, use, streams);
    throw error.cause;
  }
}

/** Size of observations that are read, in bytes: what a string can hold. */
const largestObservations = 2 ** 29 - 1;

function readJson(file: string): unknown {
  try {
    return JSON.parse(readWhole(file, largestObservations).toString());
  } catch (error) {
    throw new UsageError(`--observations ${quoted(file)}: ${messageOf(error)}`);
  }
}

/** Refuses flags that would have no effect, so that no run on the cluster is started by mistake. @throws UsageError */
function refuseIdleFlags({
  dryRun,
  out,
  nodes,
  keep,
  observations,
  capture,
  captureImage,
  state,
}: Flags): void {
  if (capture && observations !== undefined)
    throw new UsageError('--capture with --observations: no cluster is touched; leave one out');
  if (captureImage !== undefined && !capture)
    throw new UsageError('--capture-image is for captures: add --capture');
  if (dryRun && state !== undefined)
    throw new UsageError('--state with --dry-run: nothing is captured or judged; leave one out');
  if (!dryRun && out !== undefined) throw new UsageError('--out is for manifests: add --dry-run');
  if (!dryRun && nodes !== undefined)
    throw new UsageError('--nodes is for manifests: add --dry-run; on a cluster all of its nodes are tested');
  if (keep && observations !== undefined)
    throw new UsageError('--keep with --observations: there is nothing in a cluster to keep; leave one out');
}

/** The manifests for the plan's nodes, to standard output or as files that can be applied by hand. */
function dryRun(flags: Flags, { stdout }: Streams): number {
  const { namespace, image, jobTimeoutS, egress, sample, capture, captureImage } = runOptionsFrom(flags);
  const options = { namespace, image, jobTimeoutS, egress, sample, capture, captureImage };
  const { files, stream } = clusterManifests(specFrom(flags), options);
  if (flags.out === undefined) stdout.write(stream);
  else stdout.write(`${writeFiles(flags.out, Object.entries(files)).map(oneLine).join('\n')}\n`);
  return exitCode.ok;
}
