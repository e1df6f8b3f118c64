/** What measures: servers that echo and send, clients that count. The same program in labs and in Jobs. */
export { type Place, turn } from './ask';
export { failureIn } from './failure-in';
export { perform } from './perform';
export { keptQuantiles, quantilesOf } from './quantiles';
export { type MeasureServer, serveMeasuring } from './server';
export { loadProcess } from './services/load';
export { failed, type Measured, type MeasureFailure, type Task, type Work, works } from './task';
export { receive } from './works/receive';
export { type StreamTask, stream } from './works/stream';
