/**
 * What the testbed does, as functions with typed options: the public API, of which the command line is one user. They write
 * to no stream and end no process; progress and interrupts go through a `Watcher`. Errors: SpecError lists what is wrong
 * with a spec, RunError what does not exist or does not fit together, TargetError what a machine or cluster could not do.
 */
export { examine as examineMachine, type Finding } from '../lab/machine/doctor';
export { type CniNames, withCni } from '../plan';
export {
  findingLine as machineFindingLine,
  findingText as machineFindingText,
} from '../provision/machines/check/finding-text';
export { type ChooseOptions, choose, type Standings } from './choose/choose';
export { standingsIn } from './choose/measured-standings';
export { type Preference, preferences } from './choose/preferences';
export { cleanLabs } from './clean';
export {
  type CapturedCluster,
  type ClusterDiff,
  captureCluster,
  diffCluster,
} from './cluster/capture-cluster';
export type { ClusterFacts } from './cluster/cluster-facts';
export { type ClusterManifests, clusterManifests } from './cluster/cluster-manifests';
export { connectToStack, type StackConnection } from './cluster/connect-stack';
export {
  type LeftoversOptions,
  leftoversInCaptures,
  leftoversInCluster,
} from './cluster/leftovers';
export {
  awaitStack,
  type RerunWait,
  rerunStack,
  resultsOfStack,
  type StackWait,
  statusOfStack,
} from './cluster/stack';
export { type Leftover, leftByStack } from './cluster/sweep-stack';
export { type ClusterOptions, JudgingError, judgeObservations, testCluster } from './cluster/test-cluster';
export { type ComparedFiles, compareFiles, resultsIn } from './compare-files';
export { renderHtml, renderLeftovers, renderMeasured } from './html-pages';
export type { Extent } from './lab/extent';
export { type LabRow, listLabs } from './lab/list-labs';
export { defaultSeed, type FaultChoice, testbedWith } from './lab/one-fault';
export { predictLab } from './lab/predict-lab';
export { type RaisedLab, raiseLab } from './lab/raise-lab';
export { type LabOptions, runLab } from './lab/run-lab';
export { commandInLab, endLab, isLabUp, testStandingLab } from './lab/standing-lab';
export type { KeepState } from './lab/test-lab';
export { type LearnOptions, learn, lessonSteps } from './learn/learn';
export type { LabAnswer, Learner, StepPlace } from './learn/learner';
export type { Introduction } from './learn/text';
export { glossary, type Word, wordsNamed } from './learn/words';
export { checkMachines, type MachinesCheck } from './machines/check-machines';
export { machinesSources, type Needed } from './machines/machines-sources';
export type { MachinesSource, ReadMachines } from './machines/machines-spec';
export { type ResetMachine, type ResetMachinesOptions, resetMachines } from './machines/reset-machines';
export { UnreadyMachinesError } from './machines/unready';
export { rerunMachines, swapMachines, type UpMachinesOptions, upMachines } from './machines/up-machines';
export { type EveryModeOptions, runEveryMode } from './many/every-mode';
export type { ModeSelection } from './many/mode-choices';
export { type FaultsOptions, runFaults } from './many/run-faults';
export type { ClusterToMeasure, MeasureClustersOptions } from './measure/cluster-options';
export { measureClusters } from './measure/measure-clusters';
export { measureLab } from './measure/measure-lab';
export type { MeasureOptions } from './measure/measure-labs';
export { type MeasureModesOptions, measureModes } from './measure/measure-modes';
export { measureStacks } from './measure/measure-stacks';
export { defaultCycles, type MeasureStacksOptions, type SwapEvent } from './measure/stacks-options';
export type { Exchange, Explained } from './packet/exchange';
export { explainCaptured, explainInLab, explainPacket, smallestPacket } from './packet/explain';
export { type Traced, tracePacket } from './packet/trace';
export { RunError, type RunProblem } from './run-error';
export { type Exported, type ExportTool, exportTools } from './spec/exports';
export { type FabricPlan, fabricNames, fabricPlan } from './spec/fabric-plan';
export { commentedSpec } from './spec/form/commented-spec';
export { type JsonSchema, specJsonSchema } from './spec/form/json-schema';
export { type Planned, planFor } from './spec/plan';
export { type Scenario, scenarios } from './spec/scenarios';
export { readSpecFile } from './spec/spec-file';
export { requestedSpec, type SpecRequest } from './spec/spec-request';
export { countedZones } from './spec/zones';
export { captureScript } from './state/capture-script';
export { capturesIn } from './state/captures-in';
export { diffCaptures } from './state/diff-captures';
export { diffLab } from './state/diff-lab';
export { type CaptureOptions, captureStandingLab } from './state/take-captures';
export type { Watcher } from './watcher';
