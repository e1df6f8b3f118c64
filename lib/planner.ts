/**
 * The planner alone, as `cni-testbed/planner`: a spec, the plan of every address and its proof, the kernel state that a CNI
 * would program, and packets that walk through it. It knows no cloud's rules, runs nothing, and is quick to load. The
 * package's main entry (index.ts) has all of this too, and both share one copy of it.
 */
export {
  type Capabilities,
  type Capability,
  type CapabilityId,
  type Cell,
  type Cni,
  type CniChoice,
  type CniMode,
  type CniName,
  capabilities,
  cnis,
  type DataPlane,
  type DataPlaneName,
  type KernelCell,
  type ModeName,
} from './cni';
export * from './datapath';
export { Address, Cidr, type Family } from './net';
export {
  addressPlan,
  type CardInput,
  type CniNames,
  type Move,
  type NodeSettingsInput,
  type Plan,
  type PlanNode,
  type PlanPod,
  type PlanZone,
  type Problem,
  type ProblemCode,
  parseSpec,
  planWarnings,
  problemText,
  type ReservedRangeInput,
  SpecError,
  type TestbedSpec,
  type TestbedSpecInput,
  type Warning,
  type Wrong,
  withCni,
  type ZoneInput,
} from './plan';
export { planSnapshot } from './snapshot';
export { defineSpec, type SpecInput } from './spec-input';
export { type PlannedTestbed, plannedTestbed, type Testbed, testbed } from './testbed';
