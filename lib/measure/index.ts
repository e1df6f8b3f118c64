/** What CNIs cost: the file that measurements are kept in, and every figure that follows from it. */
export { bulkEngine } from './engine/bulk-engine';
export { type Engine, engines, isBulk, ownEngine, worksBy } from './engine/engine';
export { type Iperf3Task, iperf3Client, iperf3Server, iperf3Task } from './engine/iperf3-arguments';
export { iperf3Report } from './engine/iperf3-report';
export { iperf3Version, refuseOldIperf3 } from './engine/iperf3-version';
export * from './figures';
export { absentReasons } from './file/absent';
export type { Guard } from './file/guard';
export { refusing } from './file/guard';
export type { Sample } from './file/sample';
export {
  type AgentCost,
  type Block,
  type Events,
  type Measurements,
  measurementsFile,
  type Subject,
  type Swap,
} from './file/schema';
export {
  agentMoments,
  type EventKind,
  eventKinds,
  measurementsSchema,
  type Path,
  paths,
} from './file/words';
export { type Measurable, type MeasurableNode, nodeGuards, placeGuards } from './guards';
export { type Metric, type MetricId, metrics, type Unmeasurable } from './metrics';
export { clusterAmounts, labAmounts } from './turns/amounts';
export {
  type Aspect,
  aspects,
  clusterAspects,
  defaultBlocks,
  idleCounts,
  labAspects,
  labWorks,
  notInLabs,
  policyCounts,
  type Wanted,
  wantedBy,
} from './turns/aspects';
export { type Bench, inTurns, sampleOf, stepsIn, warmUp } from './turns/bench';
export { ofRound, turnsOf } from './turns/order';
export {
  blockTries,
  inRepeatedTurns,
  type Repeatable,
  type RepeatedTurns,
  starvedGuards,
} from './turns/repeats';
export { type Starvation, starvationOf } from './turns/starvation';
export { type BlockContents, endsOf, type NodePair, type Step, stepsOf } from './turns/steps';
export { type Visit, visitsOf } from './turns/visits';
