import type { Machines } from '../boot/machines';
import { machineOf, parseInstanceType } from './instance-type';
import type { AwsSpec } from './spec';

/** EC2's limit of user data, in bytes before base64. */
export const userDataLimit = 16_384;

/** What the boot must know of the EC2 instances that the spec asks for. @throws Error where the instance type is none */
export function awsMachines({ instanceType, ttlHours, amiId, ubuntuRelease }: AwsSpec): Machines {
  return {
    script: 'provision/aws/files/cloud.sh',
    processor: processorOf(instanceType),
    ttlHours,
    identity: [amiId, ubuntuRelease],
    userDataLimit,
  };
}

/** @throws Error where the name is none: the spec's problems have said so before */
export function processorOf(instanceType: string): Machines['processor'] {
  const type = parseInstanceType(instanceType);
  if (!type) throw new Error(`${instanceType} is no instance type`);
  return machineOf(type);
}
