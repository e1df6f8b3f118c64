import { runCaptureAlone } from '../../cluster/runner/run-cluster';
import { capturedClusterReading } from '../../cluster/state/captured-cluster';
import { capturesIn } from '../../cluster/state/captures-in';
import { type StateReport, stateReport } from '../../results';
import { type Capture, redacted } from '../../state/capture';
import { silent } from '../watcher';
import { knownCluster } from './known-cluster';
import type { ClusterOptions } from './test-cluster';

/** The nodes' captures, and why some are missing. */
export interface CapturedCluster {
  readonly captures: readonly Capture[];
  readonly notes: readonly string[];
}

/**
 * Captures the kernel state of a cluster's nodes; no probe runs.
 * @throws TargetError where the cluster cannot be reached or forbids it
 */
export async function captureCluster(
  options: ClusterOptions & { readonly redact?: boolean } = {},
): Promise<CapturedCluster> {
  const { facts: _, watcher = silent, redact, ...run } = options;
  const seen = await runCaptureAlone(run, watcher);
  const { captures, notes } = capturesIn({ captures: seen.captures }, seen.captured);
  return { captures: redact ? redacted(captures) : captures, notes: [...seen.notes, ...notes] };
}

/** What differs on a cluster's nodes, and what could not be read of them. */
export interface ClusterDiff {
  readonly state: StateReport;
  readonly notes: readonly string[];
}

/**
 * Captures a cluster's nodes and holds their state against what the CNI should have programmed; no probe runs.
 * @throws SpecError or RunError where the facts do not fit together, TargetError where the cluster cannot be reached, or
 * nothing can be computed for it
 */
export async function diffCluster(options: ClusterOptions = {}): Promise<ClusterDiff> {
  const { facts = {}, watcher = silent, ...run } = options;
  const known = knownCluster(facts);
  const { reading, notes } = capturedClusterReading(await runCaptureAlone(run, watcher), known);
  return { state: stateReport(reading), notes };
}
