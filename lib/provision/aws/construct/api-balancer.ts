import { Construct, type IConstruct } from '../../stacks/cdktf';
import { Lb, LbListener, LbTargetGroup, LbTargetGroupAttachment } from '../provider';

/** What the API server's load balancer is made from. */
export interface ApiBalancerProps {
  /** At most 28 characters, letters, digits and hyphens. */
  readonly name: string;
  /** VPC of the nodes. */
  readonly vpcId: string;
  /** Subnet that the address is in. */
  readonly subnetId: string;
  /** The planned private address, inside the subnet. */
  readonly address: string;
  /** Port of the API server, on the balancer as on the control planes. */
  readonly port: number;
  /** Security group that lets the nodes in. */
  readonly securityGroupId: string;
}

/** An internal load balancer with a planned address in front of several control planes. */
export class ApiBalancer extends Construct {
  private readonly targets: LbTargetGroup;
  private readonly port: number;
  /** Amazon's name for it. */
  readonly arn: string;

  constructor(scope: IConstruct, id: string, props: ApiBalancerProps) {
    super(scope, id);
    this.port = props.port;
    const balancer = new Lb(this, 'balancer', {
      name: `${props.name}-api`,
      loadBalancerType: 'network',
      internal: true,
      enableCrossZoneLoadBalancing: true,
      securityGroups: [props.securityGroupId],
      subnetMapping: [{ subnetId: props.subnetId, privateIpv4Address: props.address }],
    });
    this.arn = balancer.arn;
    this.targets = new LbTargetGroup(this, 'targets', {
      name: `${props.name}-api`,
      vpcId: props.vpcId,
      port: props.port,
      protocol: 'TCP',
      targetType: 'instance',
      preserveClientIp: 'false', // else a control plane that the balancer sends back to itself waits for ever
      deregistrationDelay: '10',
      healthCheck: { protocol: 'TCP', port: `${props.port}`, interval: 10 },
    });
    new LbListener(this, 'listener', {
      loadBalancerArn: balancer.arn,
      port: props.port,
      protocol: 'TCP',
      defaultAction: [{ type: 'forward', targetGroupArn: this.targets.arn }],
    });
  }

  /** Puts the instance behind the balancer. */
  addTarget(name: string, instanceId: string): void {
    new LbTargetGroupAttachment(this, name, {
      targetGroupArn: this.targets.arn,
      targetId: instanceId,
      port: this.port,
    });
  }
}
