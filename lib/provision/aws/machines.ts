import type { Machines } from '../boot/machines';
import { firewallRules } from '../kubeadm/firewall-rules';
import type { MachineCluster } from '../machine-cluster';
import { machineOf, parseInstanceType } from './instance-type';
import { machineSettings } from './machine-settings';
import type { AwsSpec, AwsTestbedSpec } from './spec';

/** EC2's limit of user data, in bytes before base64. */
export const userDataLimit = 16_384;

/** Where EC2 has an instance's metadata. */
const metadata = '169.254.169.254';

/** What the boot must know of the EC2 instances of a cluster. @throws Error where the instance type is none */
export function awsMachines(cluster: MachineCluster<AwsTestbedSpec>): Machines {
  const { aws } = cluster.spec;
  return {
    script: 'provision/aws/files/cloud.sh',
    processor: processorOf(aws.instanceType),
    ttlHours: aws.ttlHours,
    identity: [hardware(aws), machineSettings(aws), firewallRules(cluster)],
    withoutProxy: [metadata],
    userDataLimit,
  };
}

/** The whole of AWS' part of the spec but for what no machine has anything to do with: a field that is new counts. */
function hardware({
  gate: _gate,
  gateSeconds: _seconds,
  instanceHourUsd: _price,
  tags: _tags,
  ...rest
}: AwsSpec): object {
  return rest;
}

/** @throws Error where the name is none: the spec's problems have said so before */
export function processorOf(instanceType: string): Machines['processor'] {
  const type = parseInstanceType(instanceType);
  if (!type) throw new Error(`${instanceType} is no instance type`);
  return machineOf(type);
}
