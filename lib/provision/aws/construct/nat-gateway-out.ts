import type { Cidr } from '../../../net';
import { Construct, type IConstruct } from '../../stacks/cdktf';
import {
  Eip,
  type InternetGateway,
  NatGateway,
  Route,
  RouteTable,
  RouteTableAssociation,
  Subnet,
  VpcIpv4CidrBlockAssociation,
} from '../provider';

/** What the way out is made from. */
export interface NatGatewayOutProps {
  /** VPC that it is the way out of. */
  readonly vpcId: string;
  /** Its way to the internet. */
  readonly internet: InternetGateway;
  /** Range of its subnet, which the VPC gets beside its own. */
  readonly range: Cidr;
  /** Availability zone that it stands in, such as `eu-central-1a`. */
  readonly availabilityZone: string;
}

/** A NAT gateway in a public subnet of its own: the way out of nodes without public addresses. */
export class NatGatewayOut extends Construct {
  readonly gateway: NatGateway;

  constructor(scope: IConstruct, id: string, props: NatGatewayOutProps) {
    super(scope, id);
    const { vpcId, internet, range, availabilityZone } = props;
    const block = new VpcIpv4CidrBlockAssociation(this, 'range', { vpcId, cidrBlock: `${range}` });
    const subnet = new Subnet(this, 'subnet', {
      ...{ vpcId, availabilityZone, cidrBlock: `${range}` },
      mapPublicIpOnLaunch: false,
      dependsOn: [block],
    });
    const table = new RouteTable(this, 'routes', { vpcId });
    const route = new Route(this, 'way-out', {
      routeTableId: table.id,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: internet.id,
    });
    new RouteTableAssociation(this, 'its-routes', { routeTableId: table.id, subnetId: subnet.id });
    const address = new Eip(this, 'address', { domain: 'vpc', dependsOn: [internet] });
    this.gateway = new NatGateway(this, 'gateway', {
      allocationId: address.allocationId,
      subnetId: subnet.id,
      dependsOn: [route],
    });
  }
}
