/** Kernel network state as data, and packets walking through it. */
export * from './host';
export type { Decision, DropCode, Hop, Packet, Protocol, Translation, Walk } from './packet';
export { type Prediction, Predictor } from './predict';
export { ipipOverhead, vxlanOverhead, wireguardOverhead } from './tunnel';
export { Network, type Send } from './walk';
