/** Kernel network state as data, and packets walking through it. */

export type { Connection } from './connection';
export { type Drop, type DropCode, dropSchema } from './drop';
export { dropText } from './drop-text';
export { addressWords, forwardingWords, linkWords, neighbourWords, routeWords } from './entry-words';
export type { ChanceDrop, Decision, Hop, Walk } from './hop';
export * from './host';
export { nftText, statements } from './netfilter/nft-text';
export { labTables, netfilterOf } from './netfilter/of-host';
export { ruleName } from './netfilter/policy';
export type * from './netfilter/words';
export { connectedRoutes } from './own-addresses';
export type { Packet } from './packet';
export { type Asked, askedAddress, hopsOf, type Prediction, Predictor } from './predict';
export { mainTable, metricOf } from './route-table';
export { ipipOverhead, vxlanOverhead, wireguardOverhead } from './tunnel';
export { type Unknown, unknownSchema } from './unknown';
export { unknownText } from './unknown-text';
export { type Unreached, unreachedSchema } from './unreached';
export { unreachedText } from './unreached-text';
export { Network } from './walk';
export type { Send } from './walker';
