/**
 * The constructs that build a testbed from a CDKTF app, and proofs of what they wrote, as `cni-testbed/cdktf`; the same for
 * CDK Terrain as `cni-testbed/cdktn`. They load CDKTF and the AWS provider, which the app brings.
 */
export * from './provision';
export { type StackSerializer, stackSerializer } from './snapshot';
