/**
 * The package's main entry, as `cni-testbed`: everything of the planner (planner.ts), runs on every target, results and
 * reports. It loads neither CDKTF nor its providers; constructs are `cni-testbed/cdktf` (cdktf.ts). All entries share one
 * copy of what they have in common, so an error of one is an instance of the class of another.
 */
export { ExecError } from './base/exec';
export { TargetError } from './base/target-error';
export type { Check, CheckResult, Requirement, Verdict } from './check';
export type { ComparedRun, RunComparison } from './compare';
export type { Diagnosis } from './diagnosis/diagnosis';
export { broken, type Fault, faults } from './faults';
export { type Difference, type Figure, Figures, type Measurements, type Standing } from './measure';
export * from './planner';
export { targetNames } from './provision/targets';
export { readSpec, type SpecReading } from './read-spec';
export {
  type Answer,
  type Choice,
  choiceText,
  comparisonJson,
  comparisonTable,
  explanation,
  faultTable,
  jsonReport,
  junitReport,
  leftoversMarkdown,
  leftoversText,
  type ModeAnswers,
  markdownReport,
  measuredCsv,
  measuredText,
  measurementsJson,
  planTable,
  type Ranking,
  runComparisonMarkdown,
  runComparisonText,
  type Style,
  styleFor,
  terminalReport,
  traceOutcome,
  traceTable,
} from './report';
export {
  type Comparison,
  type ComparisonRow,
  type FaultReport,
  type FaultRow,
  type LeftoversReport,
  type Results,
  ResultsError,
  type RunOutcome,
  type RunVerdict,
  readMeasurements,
  readResults,
  readRuns,
  results,
  runVerdict,
  type Summary,
} from './results';
export * from './run';
