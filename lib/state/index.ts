/** The real state of machines: captured, read, and held against the computed one. */

export { type Diff, diff } from './diff/diff';
export type { Difference, DifferenceOf, EntryKind, PlacedRule } from './diff/difference';
export { entryTexts, sameText } from './diff/entry-text';
export type { Expected, Noise } from './diff/noise';
export { policyRuleWords } from './diff/policy-rule-words';
export { isFeltFromAfar } from './effect/felt-from-afar';
export { follows } from './effect/follows';
export { type Matters, matters } from './effect/matters';
export { responsible, type Ways } from './effect/responsible';
export { type Unit, unitsOf } from './effect/units';
export { withDifference, withoutDifference } from './effect/with-difference';
export type { Finding, OwnerOf } from './findings';
export {
  type Harm,
  inRemovalOrder,
  type Left,
  type LeftKind,
  leftKinds,
  unknownOwner,
} from './leftovers/left';
export { leftOn, type Surroundings } from './leftovers/leftovers';
export { type Seen, seenOf } from './leftovers/seen';
export { isRuleOf, type Owner, type Traces } from './leftovers/traces';
export { asNamed, type Named } from './match/as-named';
export type { HostCommand } from './mend/command';
export { mend } from './mend/mend';
export { readHost } from './read';
export type { Gap, ReadHost } from './read/read-host';
export { type LostBetween, type Reading, type ReadingOptions, reading } from './reading';
export { realDatapath } from './real/real-datapath';
export type { ReadHosts } from './real/wires';
