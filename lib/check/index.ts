/** What must hold and what does. */
export type {
  Check,
  CheckId,
  CheckResult,
  Observed,
  Predicted,
  Required,
  Requirement,
  Verdict,
} from './check';
export { checkMatrix } from './matrix';
export { everyPair, insiders, type Pair, samplePairs } from './pairs';
export { judge, judgePrediction, skip } from './verdict';
