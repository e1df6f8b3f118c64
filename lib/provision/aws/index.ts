/** The AWS target: constructs that build a testbed on EC2, proofs of what they wrote, and what watches and reads it. */

export {
  type Plan,
  type PlanNode,
  type Problem,
  SpecError,
  type TestbedSpec,
  type TestbedSpecInput,
} from '../../plan';
export type { Connectivity, ConnectivitySource } from '../boot/connectivity';
export { connectivityJobs } from '../boot/connectivity-jobs';
export type { Cloud, CloudSpecInput } from '../cloud';
export { clouds } from '../clouds';
export { type FirewallGroup, type FirewallRule, firewallRules } from '../kubeadm/firewall-rules';
export { type SynthesisOptions, synthesize } from '../stacks/app';
export { type AppContext, appContext } from '../stacks/app-context';
export { LocalStack, type LocalStackProps } from '../stacks/local-stack';
export { ReadyGate, type ReadyGateProps } from '../stacks/ready-gate';
export * from './client';
export { ApiBalancer, type ApiBalancerProps } from './construct/api-balancer';
export { TestbedFirewall, type TestbedFirewallProps } from './construct/firewall';
export { TestbedNetwork, type TestbedNetworkProps } from './construct/network';
export { TestbedNode, type TestbedNodeProps } from './construct/node';
export { NodeRoles, type NodeRolesProps } from './construct/node-roles';
export { PodRoutes, type PodRoutesProps } from './construct/pod-routes';
export { ResultsBucket, type ResultsBucketProps } from './construct/results-bucket';
export { proveFirewall, provePlan, proveSecrets, proveStack, type StackJson } from './prove';
export { TestbedStack, type TestbedStackProps } from './stack';
