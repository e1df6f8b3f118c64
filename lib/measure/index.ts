/** What CNIs cost: the file that measurements are kept in, and every figure that follows from it. */
export * from './figures';
export { absentReasons } from './file/absent';
export { failuresIn } from './file/failures';
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
} from './file/schema';
export {
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
  labAspects,
  labWorks,
  notInLabs,
  policyCounts,
  type Wanted,
  wantedBy,
} from './turns/aspects';
export { type Bench, inTurns, sampleOf, stepsIn, warmUp } from './turns/bench';
export { ofRound, turnsOf } from './turns/order';
export { blockTries, inRepeatedTurns, type Repeatable, type RepeatedTurns } from './turns/repeats';
export { type Starvation, starvationOf } from './turns/starvation';
export { type BlockContents, endsOf, type NodePair, type Step, stepsOf } from './turns/steps';
