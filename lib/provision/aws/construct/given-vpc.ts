import type { IConstruct } from '../../stacks/cdktf';
import { DataAwsVpc } from '../provider';
import type { NetworkProps } from './network-props';
import { holds, meets, ranges } from './range-conditions';

/** What is asked of a VPC that was there. */
export interface GivenVpcProps extends NetworkProps {
  /** Its id, or an expression for it. */
  readonly vpcId: string;
}

/**
 * A VPC that was there. The deploy ends before anything is made where its ranges do not hold those of the zones, or where
 * pods or Services have addresses of it: it delivers these itself.
 * @returns its id
 */
export function givenVpc(scope: IConstruct, { vpcId, zones, apart = {} }: GivenVpcProps): string {
  const has = `\${join(", ", ${ranges('self')})}`;
  const outside = zones.map(({ name, nodeCidr: { ipv4 } }) => ({
    condition: `\${${holds('self', ipv4!)}}`,
    errorMessage: `zone ${name}: nodeCidr ${ipv4} is not in the VPC, which has ${has}. Take a part of that which is free.`,
  }));
  const both = Object.entries(apart).map(([name, cidr]) => ({
    condition: `\${!${meets('self', cidr)}}`,
    errorMessage: `${name} = "${cidr}": the VPC has ${has}, and these overlap. Take a range that the VPC has no part of.`,
  }));
  const vpc = new DataAwsVpc(scope, 'vpc', {
    id: vpcId,
    lifecycle: { postcondition: [...outside, ...both] },
  });
  return vpc.id;
}
