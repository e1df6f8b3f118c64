/** Testbeds on real machines, from a CDKTF app: the constructs of every cloud, and what watches and reads their stacks. */

export * from './aws';
export type { Connectivity, ConnectivitySource } from './boot/connectivity';
export { connectivityJobs } from './boot/connectivity-jobs';
export type { Cloud, CloudSpecInput } from './cloud';
export { type CloudPartsInput, clouds } from './clouds';
export { type FirewallGroup, type FirewallRule, firewallRules } from './kubeadm/firewall-rules';
export { type SynthesisOptions, synthesize } from './stacks/app';
export { type AppContext, appContext } from './stacks/app-context';
export type { StackCloud } from './stacks/cloud-stack';
export { LocalStack, type LocalStackOptions, type LocalStackProps } from './stacks/local-stack';
export { ReadyGate, type ReadyGateProps } from './stacks/ready-gate';
export * from './watch';
