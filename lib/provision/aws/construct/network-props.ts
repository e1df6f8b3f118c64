import type { Cidr } from '../../../net';
import type { PlanZone } from '../../../plan';

/** Where the machines are: a VPC that is theirs or one that was there, and a subnet for each zone. */
export interface Network {
  readonly vpcId: string;
  /** Of the stack's own subnets. Absent where the subnets were there. */
  readonly routeTableId?: string;
  /** Id of the NAT gateway by which they go out. Absent where they have public addresses, or another way out. */
  readonly natGatewayId?: string;
  /** Id of the zone's subnet. @throws Error where there is no such zone */
  subnetId(zone: string): string;
}

/** What every network is made from. */
export interface NetworkProps {
  /** AWS region, such as `eu-central-1`. */
  readonly region: string;
  /** One subnet each; a zone's name is the letter of its availability zone. */
  readonly zones: readonly PlanZone[];
  /** Ranges of the cluster that a VPC which was there must not have, by their names in the spec. @default none */
  readonly apart?: Readonly<Record<string, Cidr>>;
  /** Id of a VPC that was there. @default none */
  readonly vpcId?: string;
}
