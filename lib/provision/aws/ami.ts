import type { IConstruct } from '../stacks/cdktf';
import { processorOf } from './machines';
import { DataAwsSsmParameter } from './provider';
import type { AwsSpec } from './spec';

/** Canonical's own list of Ubuntu's images, one parameter a release and processor. */
export function amiParameter({ ubuntuRelease, instanceType }: AwsSpec): string {
  return `/aws/service/canonical/ubuntu/server/${ubuntuRelease}/stable/current/${processorOf(instanceType)}/hvm/ebs-gp3/ami-id`;
}

/** The image that the spec names, or the newest one of its release, looked up at deploy. */
export function ami(scope: IConstruct, spec: AwsSpec): string {
  // insecureValue: `value` is marked as a secret, and the plan would hide every line with it.
  return spec.amiId ?? new DataAwsSsmParameter(scope, 'ami', { name: amiParameter(spec) }).insecureValue;
}
