/** What the command line needs of AWS: plans, costs, status and results. Loads neither CDKTF nor the provider. */
export * from '../watch';
export { type AwsCluster, awsCluster, awsClusterOf, awsSpec, clusterProblems } from './cluster';
export { type CostEstimate, type CostPart, estimateCost } from './cost';
export { costText } from './cost-text';
export { vpcMtu } from './network-problems';
export { type Prices, prices } from './prices';
export type { AwsSpec, AwsTestbedSpec, AwsTestbedSpecInput } from './spec';
