/** What must hold, what does, and why not. */
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
export type { Diagnosis } from './diagnosis';
export { checkMatrix } from './matrix';
export { everyPair, type Pair, samplePairs } from './pairs';
export { ResultsError, readResults } from './read-results';
export {
  type Provenance,
  type Results,
  type RunOutcome,
  requirementText,
  results,
  resultsSchema,
  type TargetName,
} from './results';
export type { Counts, Coverage, Summary } from './summary';
export { judge, judgePrediction, skip } from './verdict';
