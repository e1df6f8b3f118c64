import { type CheckResult, kindOf } from '../check';

/** How much of what was tried the walk predicts, rightly or not. */
export interface PredictionReach {
  /** Checks that were not skipped. */
  readonly tried: number;
  /** Those of which something is predicted. */
  readonly predicted: number;
  /** Whether packets are followed at all; else only the planned addresses are known. */
  readonly packets: boolean;
}

/** How much of what was tried is predicted. */
export function predictionReach(checks: readonly CheckResult[]): PredictionReach {
  const tried = checks.filter(({ verdict }) => verdict !== 'skip');
  const predicted = tried.filter((check) => !check.predicted.none);
  return {
    tried: tried.length,
    predicted: predicted.length,
    packets: predicted.some((check) => kindOf(check)?.question !== 'addresses'),
  };
}
