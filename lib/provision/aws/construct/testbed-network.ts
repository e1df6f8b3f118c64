import { required } from '../../../base/required';
import { type Cidr, ipv4Of } from '../../../net';
import type { PlanZone } from '../../../plan';
import { Construct, type IConstruct } from '../../stacks/cdktf';
import {
  DataAwsInternetGateway,
  DefaultSecurityGroup,
  InternetGateway,
  Route,
  RouteTable,
  RouteTableAssociation,
  Subnet,
  Vpc,
  VpcEndpoint,
} from '../provider';
import { vpcRange } from '../vpc-range';
import { givenVpc } from './given-vpc';
import { NatGatewayOut } from './nat-gateway-out';
import type { Network, NetworkProps } from './network-props';

/** What the VPC and its subnets are made from. */
export interface TestbedNetworkProps extends NetworkProps {
  /**
   * Range for the subnet of a NAT gateway, by which nodes without public addresses go out. Not with `vpcId`.
   * @default none: nodes have public addresses
   */
  readonly natRange?: Cidr;
}

/**
 * A subnet for each of the plan's node networks, in a VPC around them or one that was there, with a way out to the internet
 * and none in. Nodes have public addresses to fetch images with (cheaper than a NAT gateway below ten nodes) unless the
 * spec says otherwise; no rule lets anything from outside in.
 */
export class TestbedNetwork extends Construct implements Network {
  readonly vpcId: string;
  readonly routeTableId: string;
  readonly natGatewayId?: string;
  private readonly subnetIds = new Map<string, string>();

  constructor(scope: IConstruct, id: string, props: TestbedNetworkProps) {
    super(scope, id);
    const { vpcId } = props;
    this.vpcId = vpcId === undefined ? this.vpc(props.zones) : givenVpc(this, { ...props, vpcId });
    this.routeTableId = new RouteTable(this, 'routes', { vpcId: this.vpcId }).id;
    this.natGatewayId = this.wayOut(props);
    // Free, and keeps what nodes read and write in the bucket off the internet.
    new VpcEndpoint(this, 's3', {
      vpcId: this.vpcId,
      vpcEndpointType: 'Gateway',
      serviceName: `com.amazonaws.${props.region}.s3`,
      routeTableIds: [this.routeTableId],
    });
    for (const zone of props.zones) this.subnetIds.set(zone.name, this.subnet(props.region, zone));
  }

  subnetId(zone: string): string {
    return required(this.subnetIds.get(zone), `zone ${zone} in this network`);
  }

  private vpc(zones: readonly PlanZone[]): string {
    const range = vpcRange(zones.map(({ nodeCidr }) => ({ nodeCidr: ipv4Of(nodeCidr) })));
    const vpc = new Vpc(this, 'vpc', {
      cidrBlock: `${range}`,
      enableDnsHostnames: true,
      enableDnsSupport: true,
    });
    new DefaultSecurityGroup(this, 'default-group', { vpcId: vpc.id }); // without rules: it lets nothing through
    return vpc.id;
  }

  /** @returns id of the NAT gateway, where it is one */
  private wayOut({ vpcId, natRange, zones: [first], region }: TestbedNetworkProps): string | undefined {
    const way = { routeTableId: this.routeTableId, destinationCidrBlock: '0.0.0.0/0' };
    if (vpcId !== undefined) {
      const filter = [{ name: 'attachment.vpc-id', values: [vpcId] }];
      const { internetGatewayId: gatewayId } = new DataAwsInternetGateway(this, 'internet', { filter });
      new Route(this, 'way-out', { ...way, gatewayId });
      return undefined;
    }
    const internet = new InternetGateway(this, 'internet', { vpcId: this.vpcId });
    if (!natRange || !first) {
      new Route(this, 'way-out', { ...way, gatewayId: internet.id });
      return undefined;
    }
    const { gateway } = new NatGatewayOut(this, 'nat', {
      ...{ vpcId: this.vpcId, internet, range: natRange },
      availabilityZone: `${region}${first.name}`,
    });
    new Route(this, 'way-out', { ...way, natGatewayId: gateway.id });
    return gateway.id;
  }

  private subnet(region: string, zone: PlanZone): string {
    const subnet = new Subnet(this, `subnet-${zone.name}`, {
      vpcId: this.vpcId,
      cidrBlock: `${ipv4Of(zone.nodeCidr)}`,
      availabilityZone: `${region}${zone.name}`,
      mapPublicIpOnLaunch: false,
    });
    new RouteTableAssociation(this, `routes-${zone.name}`, {
      routeTableId: this.routeTableId,
      subnetId: subnet.id,
    });
    return subnet.id;
  }
}
