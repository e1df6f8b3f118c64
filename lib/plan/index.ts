/** From what the user asks to every address of the cluster, proven sound. */

export { addressPlan, type PodCidrAllocation } from './address-plan';
export type { OwnBlocks } from './blocks/own-blocks';
export { podRoom } from './capacity';
export { takeInstead, wrongCard } from './cards/node-card';
export { cardRange, leavingCard, natOutside } from './cards/spec-cards';
export { byGateway, leavesBy } from './cards/ways-out';
export { isBehindNat, withoutExternal } from './external/behind-nat';
export { areGiven, type GivenNode, givenAddress } from './given/given-node';
export { givenProblems } from './given/given-problems';
export { givenZone } from './given/given-zone';
export { type NodeList, withList } from './given/listed-nodes';
export type {
  CardInput,
  NodeSettingsInput,
  ReservedRangeInput,
  TestbedSpecInput,
  ZoneInput,
} from './input/spec-input';
export { nodePositions } from './node-position';
export { smallestCardMtu } from './node-settings';
export { addressAt, gatewaysOf, podRangesOf, rangesWith, shareOf, sharesOf } from './node-share';
export { parseRecordedSpec, parseSpec, saidIn } from './parse-spec';
export type {
  Capacity,
  CniSettings,
  NodeRole,
  Plan,
  PlanCard,
  PlanNode,
  PlanPod,
  PlanZone,
  RangeField,
} from './plan';
export { podCount } from './pod-count';
export {
  collect,
  type Move,
  type Place,
  type PlainProblemCode,
  type Problem,
  type ProblemCode,
  placeText,
  problemText,
  refuse,
  rootField,
  ruleText,
  SpecError,
  sentences,
  type Wrong,
} from './problem';
export { aroundSeen, byBlocks, endpointText, notByShare, shareText } from './range-text';
export { spareRanges, takenRanges } from './spare-ranges';
export { ipFamilyOf, specFamilies, twinOf } from './spec-families';
export { address as specAddress, name as specName, role as specRole } from './spec-fields';
export { type PartsOf, type SpecParts, schemaWith } from './spec-parts';
export {
  defaultZone,
  mostNodes,
  mostZones,
  specFileSchema,
  type TestbedSpec,
  testbedSpecSchema,
} from './testbed-spec';
export { planWarnings } from './warnings/plan-warnings';
export type { Warning } from './warnings/warning';
export { type CniNames, withCni } from './with-cni';
