/** What a deployed stack does and has found: its status, the wait for it, and its results. Loads neither CDKTF nor a cloud's client. */
export type { ClusterFile } from '../exchange/cluster-file';
export { withDeployNote } from './deploy-note';
export { type OpenStackOptions, openStack } from './open-stack';
export { type FetchedResults, type FetchOptions, fetchResults } from './results';
export type { StackAccess } from './stack-access';
export {
  type BootState,
  type JobsStatus,
  type NodeStatus,
  type StackStatus,
  stackStatus,
  statusWatch,
} from './status';
export { jobsStatusText, nameWidth, nodeStatusLine, statusText } from './status-text';
export { type WaitOptions, waitForStack } from './wait';
