/** Clusters that kubectl reaches: one alone, or several in turns. */
import type { Aspect, Measurements } from '../../measure';
import { RunError } from '../run-error';
import type { ClusterToMeasure, MeasureClustersOptions } from './cluster-options';
import { measureReady } from './measure-ready';
import { measuredOn } from './measured-on';

/**
 * Measures clusters in turns (A B B A), and leaves them as they were. One alone is measured against its own host network.
 * @throws SpecError or RunError where facts or options do not fit together, TargetError where a cluster cannot be used, or its numbers
 * would mean little and `anyway` is not given
 */
export async function measureClusters(
  clusters: readonly ClusterToMeasure[],
  options: MeasureClustersOptions = {},
): Promise<Measurements> {
  refuseTogether(options.only ?? [], clusters.length);
  if (options.only?.includes('ready')) return measureReady(clusters[0]!, options);
  return measuredOn(clusters, options);
}

/** @throws RunError where things are asked for that need a cluster of their own */
export function refuseTogether(only: readonly Aspect[], clusters: number): void {
  const [other] = only.filter((one) => one !== 'ready');
  if (only.includes('ready') && other !== undefined)
    throw new RunError({ code: 'not-together', choice: 'ready', other });
  if (only.includes('ready') && clusters > 1)
    throw new RunError({ code: 'one-cluster', choice: 'ready', clusters });
  if (only.includes('policy') && only.includes('policy-delay'))
    throw new RunError({ code: 'not-together', choice: 'policy-delay', other: 'policy' });
}
