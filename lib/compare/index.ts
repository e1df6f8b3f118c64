/** Runs side by side: verdicts, sizes, times, and what else was not the same. */
export { type ComparedRun, compareRuns, type FiledRun, type RunComparison } from './compare';
export type { Condition } from './conditions';
export type { Difference } from './differences';
export { baselineOf, type Flow, flowKey, flows } from './flows';
export type { Latency } from './latency';
