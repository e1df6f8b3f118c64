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
export {
  type Comparison,
  type ComparisonRow,
  comparisonRow,
  comparisonSchema,
  skippedRow,
  smallestPath,
} from './comparison';
export type { Diagnosis } from './diagnosis';
export {
  type FaultReport,
  type FaultRow,
  faultReport,
  faultReportSchema,
  faultRow,
  skippedFault,
} from './fault-report';
export { broken, type Fault, faults, isFelt } from './faults';
export * as fileValues from './file-values';
export { type Foretold, foretold } from './foretold';
export { checkMatrix } from './matrix';
export { asPredicted, type NatRow } from './nat-table';
export { everyPair, insiders, type Pair, samplePairs } from './pairs';
export { readResults, readRuns } from './read-results';
export {
  kindText,
  type Provenance,
  type Results,
  type RunOutcome,
  requirementText,
  results,
  resultsSchema,
  type TargetName,
} from './results';
export { ResultsError } from './results-text';
export { shown } from './shown';
export { type Counts, type Coverage, type RunVerdict, runVerdict, type Summary } from './summary';
export { testbedOfResults } from './testbed-of-results';
export { judge, judgePrediction, skip } from './verdict';
