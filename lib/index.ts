/**
 * The package's main entry: everything that `cni-testbed/api` has, and the constructs that build a testbed on AWS from a
 * CDKTF app. It loads CDKTF and the AWS provider, which such an app brings; programs without them import `cni-testbed/api`.
 */
export * from './api';
export * from './provision';
