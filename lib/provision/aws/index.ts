/** The AWS target: constructs that build a testbed on EC2, its costs, and proofs of what they wrote. */
export { type AwsCluster, awsCluster, awsClusterOf, awsSpec, clusterProblems } from './cluster';
export { ApiBalancer, type ApiBalancerProps } from './construct/api-balancer';
export { TestbedFirewall, type TestbedFirewallProps } from './construct/firewall';
export { TestbedNetwork, type TestbedNetworkProps } from './construct/network';
export { TestbedNode, type TestbedNodeProps } from './construct/node';
export { type MachineRole, NodeRoles, type NodeRolesProps } from './construct/node-roles';
export { PodRoutes, type PodRoutesProps } from './construct/pod-routes';
export { ResultsBucket, type ResultsBucketProps } from './construct/results-bucket';
export { type CostEstimate, type CostPart, estimateCost } from './cost';
export { costText } from './cost-text';
export { vpcMtu } from './network-problems';
export { type Prices, prices } from './prices';
export { proveFirewall, provePlan, proveSecrets, proveStack, type StackJson } from './prove';
export type { AwsSpec, AwsSpecInput, AwsTestbedSpec, AwsTestbedSpecInput } from './spec';
export type { AwsPartInput } from './spec-input';
export { TestbedStack, type TestbedStackProps } from './stack';
