/** What the command line needs of AWS: plans, costs, status and results. Loads neither CDKTF nor the provider. */
export { type AwsCluster, awsCluster, awsClusterOf, awsSpec, clusterProblems } from './cluster';
export type { ClusterFile } from './cluster-boot';
export { type CostEstimate, type CostPart, estimateCost } from './cost';
export { costText } from './cost-text';
export { vpcMtu } from './network-problems';
export { withDeployNote } from './observe/deploy-note';
export { type FetchedResults, fetchResults } from './observe/results';
export { type OpenStackOptions, openStack, type StackAccess } from './observe/stack-access';
export { type BootState, type NodeStatus, type StackStatus, stackStatus } from './observe/status';
export { nameWidth, nodeStatusLine, statusText } from './observe/status-text';
export { type WaitOptions, waitForStack } from './observe/wait';
export { type Prices, prices } from './prices';
export type { AwsTestbedSpec, AwsTestbedSpecInput } from './spec';
