import { notMeasured } from '../../base/targets';
import { judgePrediction } from '../../check';
import { type Results, results } from '../../results';
import type { Testbed } from '../../testbed';
import { tool } from '../tool';
import { type Extent, plannedChecks } from './extent';

/** Walks the packets of every check over the computed state, and measures nothing. @throws TargetError for want of memory */
export function predictLab(testbed: Testbed, extent: Extent = {}): Results {
  const startedAt = new Date();
  const { checks, coverage, notes } = plannedChecks(testbed, extent);
  const outcome = {
    target: notMeasured,
    startedAt,
    timings: {},
    notes: ['Nothing was measured: these are the outcomes that the computed state should have', ...notes],
    checks: checks.map(judgePrediction),
    coverage,
  } as const;
  return results(testbed, outcome, tool);
}
