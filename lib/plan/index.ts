/** From what the user asks to every address of the cluster, proven sound. */

export { addressPlan, type PodCidrAllocation } from './address-plan';
export { podRoom } from './capacity';
export { gatewaysOf, shareOf, sharesOf } from './node-share';
export { parseRecordedSpec, parseSpec } from './parse-spec';
export type { Capacity, NodeRole, Plan, PlanNode, PlanPod, PlanZone, RangeField } from './plan';
export { planWarnings } from './plan-warnings';
export { podCount } from './pod-count';
export {
  collect,
  type Move,
  type PlainProblemCode,
  type Problem,
  problemText,
  refuse,
  rootField,
  ruleText,
  SpecError,
  sentences,
  type Wrong,
} from './problem';
export { aroundSeen, notByShare } from './range-text';
export { spareRanges, takenRanges } from './spare-ranges';
export type { PartsOf, SpecParts } from './spec-parts';
export {
  defaultZone,
  mostNodes,
  mostZones,
  type TestbedSpec,
  type TestbedSpecInput,
  testbedSpecSchema,
} from './testbed-spec';
export type { Warning } from './warning';
export { type CniNames, withCni } from './with-cni';
