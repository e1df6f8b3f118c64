import { ipv4Of } from '../../../net';
import type { PlanZone } from '../../../plan';
import { Construct, type IConstruct } from '../../stacks/cdktf';
import {
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

/** What the VPC and its subnets are made from. */
export interface TestbedNetworkProps {
  /** AWS region, such as `eu-central-1`. */
  readonly region: string;
  /** One subnet each; a zone's name is the letter of its availability zone. */
  readonly zones: readonly PlanZone[];
}

/**
 * A VPC around the plan's node networks, a subnet for each, a way out to the internet and none in. Nodes have public
 * addresses to fetch images with (cheaper than a NAT gateway below ten nodes); no rule lets anything from outside in.
 */
export class TestbedNetwork extends Construct {
  readonly vpcId: string;
  readonly routeTableId: string;
  private readonly subnetIds = new Map<string, string>();

  constructor(scope: IConstruct, id: string, props: TestbedNetworkProps) {
    super(scope, id);
    const zones = props.zones.map(({ nodeCidr }) => ({ nodeCidr: ipv4Of(nodeCidr) }));
    const vpc = new Vpc(this, 'vpc', {
      cidrBlock: `${vpcRange(zones)}`,
      enableDnsHostnames: true,
      enableDnsSupport: true,
    });
    this.vpcId = vpc.id;
    new DefaultSecurityGroup(this, 'default-group', { vpcId: vpc.id }); // without rules: it lets nothing through
    this.routeTableId = this.routesOut(vpc.id, props.region);
    for (const zone of props.zones) this.subnetIds.set(zone.name, this.subnet(vpc.id, props.region, zone));
  }

  /** Id of the zone's subnet. @throws Error where there is no such zone */
  subnetId(zone: string): string {
    const found = this.subnetIds.get(zone);
    if (!found) throw new Error(`no zone ${zone} in this network`);
    return found;
  }

  private routesOut(vpcId: string, region: string): string {
    const gateway = new InternetGateway(this, 'internet', { vpcId });
    const table = new RouteTable(this, 'routes', { vpcId });
    new Route(this, 'way-out', {
      routeTableId: table.id,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: gateway.id,
    });
    // Free, and keeps what nodes read and write in the bucket off the internet.
    new VpcEndpoint(this, 's3', {
      vpcId,
      vpcEndpointType: 'Gateway',
      serviceName: `com.amazonaws.${region}.s3`,
      routeTableIds: [table.id],
    });
    return table.id;
  }

  private subnet(vpcId: string, region: string, zone: PlanZone): string {
    const subnet = new Subnet(this, `subnet-${zone.name}`, {
      vpcId,
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
