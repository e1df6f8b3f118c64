/**
 * The package without its AWS constructs, as `cni-testbed/api`: specs and plans, kernel state and packets that walk through
 * it, runs on every target, results and reports. It loads neither CDKTF nor its providers. The package's main entry
 * (index.ts) has all of this and the constructs; both hold their own copy of the classes, so import from one of them.
 */
export { ExecError } from './base/exec';
export { TargetError } from './base/target-error';
export type { Check, CheckResult, Requirement, Verdict } from './check';
export {
  type Capabilities,
  type Capability,
  type CapabilityId,
  type Cell,
  type Cni,
  type CniChoice,
  type CniMode,
  capabilities,
  cnis,
  type DataPlane,
  type KernelCell,
} from './cni';
export type { ComparedRun, RunComparison } from './compare';
export * from './datapath';
export type { Diagnosis } from './diagnosis/diagnosis';
export { broken, type Fault, faults } from './faults';
export { type Difference, type Figure, Figures, type Measurements, type Standing } from './measure';
export { Address, Cidr, type Family } from './net';
export {
  addressPlan,
  type Plan,
  type PlanNode,
  type PlanPod,
  type PlanZone,
  type Problem,
  parseSpec,
  planWarnings,
  problemText,
  SpecError,
  type TestbedSpec,
  type TestbedSpecInput,
  type Warning,
} from './plan';
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
export { type PlannedTestbed, plannedTestbed, type Testbed, testbed } from './testbed';
