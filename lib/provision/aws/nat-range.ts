import { Cidr, freeRangeIn } from '../../net';
import type { AwsSpec, AwsTestbedSpec } from './spec';
import { vpcRange } from './vpc-range';

/** What every VPC takes beside its own range, whatever that is ("VPC CIDR blocks" in Amazon's VPC user guide). */
export const shared = Cidr.parse('100.64.0.0/10');
const smallestSubnet = 28;

/** Whether the stack makes a NAT gateway: in a VPC of its own, where nodes have no other way out. */
export function needsNat({ publicAddresses, vpcId, subnetIds }: AwsSpec): boolean {
  return !publicAddresses && vpcId === undefined && !subnetIds;
}

/** Range of the NAT gateway's subnet: the first that nothing of the spec takes. `undefined` where there is none. */
export function natRange({ zones, podCidr, serviceCidr, reserved }: NetworkSpec): Cidr | undefined {
  const taken = [vpcRange(zones), podCidr, serviceCidr, ...reserved.map(({ cidr }) => cidr)];
  return freeRangeIn(shared, smallestSubnet, taken);
}

type NetworkSpec = Pick<AwsTestbedSpec, 'zones' | 'podCidr' | 'serviceCidr' | 'reserved'>;
