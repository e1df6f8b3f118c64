/** The AWS target: constructs that build a testbed on EC2, proofs of what they wrote, and what watches and reads it. */

export {
  type Plan,
  type PlanNode,
  type Problem,
  SpecError,
  type TestbedSpec,
  type TestbedSpecInput,
} from '../../plan';
export { type SynthesisOptions, synthesize } from './app';
export { type AppContext, appContext } from './app-context';
export * from './client';
export type { Connectivity, ConnectivitySource } from './connectivity';
export { connectivityJobs } from './connectivity-jobs';
export { ApiBalancer, type ApiBalancerProps } from './construct/api-balancer';
export { TestbedFirewall, type TestbedFirewallProps } from './construct/firewall';
export { TestbedNetwork, type TestbedNetworkProps } from './construct/network';
export { TestbedNode, type TestbedNodeProps } from './construct/node';
export { NodeRoles, type NodeRolesProps } from './construct/node-roles';
export { PodRoutes, type PodRoutesProps } from './construct/pod-routes';
export { ReadyGate, type ReadyGateProps } from './construct/ready-gate';
export { ResultsBucket, type ResultsBucketProps } from './construct/results-bucket';
export { type FirewallGroup, type FirewallRule, firewallRules } from './firewall-rules';
export { LocalStack, type LocalStackProps } from './local-stack';
export { proveFirewall, provePlan, proveSecrets, proveStack, type StackJson } from './prove';
export { TestbedStack, type TestbedStackProps } from './stack';
