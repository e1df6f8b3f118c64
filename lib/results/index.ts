/** The contract between targets and reports: what a results file holds, how it is built, read and summed up. */

export {
  type Comparison,
  type ComparisonRow,
  comparisonRow,
  comparisonSchema,
  skippedRow,
  smallestPath,
} from './comparison';
export {
  type FaultReport,
  type FaultRow,
  faultReport,
  faultReportSchema,
  faultRow,
  skippedFault,
} from './fault-report';
export { type Foretold, foretold } from './foretold';
export { asPredicted, type NatRow } from './nat-table';
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
