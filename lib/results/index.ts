/** The contract between targets and reports: what a results file holds, how it is built, read and summed up. */

export { type RunOutcome, results } from './build-results';
export { checkJson } from './check-json';
export {
  type Comparison,
  comparisonRow,
  comparisonSchema,
  comparisonVerdict,
  skippedRow,
  smallestPath,
} from './comparison';
export type { ComparisonRow } from './comparison-row';
export { faultRowByHand } from './fault/by-hand';
export { type EditedEntry, editsOfFault } from './fault/edits';
export {
  type FaultReport,
  faultReport,
  faultReportSchema,
  faultRow,
  skippedFault,
} from './fault/report';
export type { FaultByHand, FaultRow } from './fault/row';
export { checksOfFlow } from './flow-checks';
export {
  type LeftoversReport,
  type LeftRow,
  leftoversSchemaName,
  leftoversVerdict,
} from './leftovers';
export type { TestedMachine } from './machines';
export { asPredicted, type NatRow, natJson } from './nat';
export type { FlowCode, NatFlow, NatOwner, OwnerCode } from './nat-codes';
export { flowText, ownerText } from './nat-text';
export { type PredictionReach, predictionReach } from './prediction-reach';
export { type Contents, readContents, readMeasurements, readResults, readRuns } from './read-results';
export { ResultsError } from './results-text';
export { type Provenance, type Results, resultsFile, resultsSchema } from './schema';
export { type StateReport, stateReport } from './state';
export { type Counts, type Coverage, type RunVerdict, runVerdict, type Summary } from './summary';
export { testbedOfResults } from './testbed-of-results';
