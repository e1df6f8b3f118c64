/** Kernel network state as data, and packets walking through it. */
export { type Drop, type DropCode, dropSchema } from './drop';
export { dropText } from './drop-text';
export { addressWords, forwardingWords, neighbourWords, routeWords } from './entry-words';
export * from './host';
export type { Decision, Hop, Packet, Translation, Walk } from './packet';
export { type Prediction, Predictor } from './predict';
export { ipipOverhead, vxlanOverhead, wireguardOverhead } from './tunnel';
export { type Unreached, unreachedSchema } from './unreached';
export { unreachedText } from './unreached-text';
export { Network, type Send } from './walk';
