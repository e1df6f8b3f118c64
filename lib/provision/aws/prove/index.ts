/** Proofs over a synthesized stack: they read what Terraform will read, and share no code with what wrote it. */
import type { AwsCluster } from '../cluster';
import { proveFirewall } from './prove-firewall';
import { provePlan } from './prove-plan';
import { proveSecrets } from './prove-secrets';
import type { StackJson } from './stack-json';

export { proveFirewall, provePlan, proveSecrets, type StackJson };

/** All proofs at once. Returns what does not hold, one sentence each; an empty list is the proof. */
export function proveStack(cluster: AwsCluster, json: StackJson): string[] {
  return [...provePlan(cluster, json), ...proveFirewall(cluster, json), ...proveSecrets(json)];
}
