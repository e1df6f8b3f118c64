import { required } from '../../../base/required';
import { ipv4Of } from '../../../net';
import { Construct, type IConstruct } from '../../stacks/cdktf';
import { DataAwsSubnet } from '../provider';
import { givenVpc } from './given-vpc';
import type { Network, NetworkProps } from './network-props';

/** What is asked of subnets that were there. */
export interface GivenSubnetsProps extends NetworkProps {
  /** By zone. */
  readonly subnetIds: Readonly<Record<string, string>>;
}

/**
 * Subnets that were there, with a way out that is not the stack's business. The deploy ends before anything is made where
 * one has another range or zone than the plan says, or is in another VPC than the others.
 */
export class GivenSubnets extends Construct implements Network {
  readonly vpcId: string;
  private readonly subnetIds = new Map<string, string>();

  constructor(scope: IConstruct, id: string, props: GivenSubnetsProps) {
    super(scope, id);
    const subnets = props.zones.map(({ name, nodeCidr }) => {
      const subnetId = required(props.subnetIds[name], `subnet for zone ${name}`);
      const at = `aws.subnetIds.${name} = "${subnetId}"`;
      const subnet = new DataAwsSubnet(this, `subnet-${name}`, {
        id: subnetId,
        lifecycle: {
          postcondition: [
            equal('cidr_block', `${ipv4Of(nodeCidr)}`, `${at}: the zone's nodeCidr is its range`),
            equal('availability_zone', `${props.region}${name}`, `${at}: the zone's name is its letter`),
            ...(props.vpcId === undefined
              ? []
              : [equal('vpc_id', props.vpcId, `${at}: aws.vpcId is that of its subnets`)]),
          ],
        },
      });
      this.subnetIds.set(name, subnet.id);
      return subnet;
    });
    const vpcId = props.vpcId ?? required(subnets[0], 'zone in the plan').vpcId;
    this.vpcId = givenVpc(this, { ...props, vpcId });
  }

  subnetId(zone: string): string {
    return required(this.subnetIds.get(zone), `zone ${zone} in this network`);
  }
}

/** A condition on an attribute of the subnet itself. */
function equal(attribute: string, wanted: string, rule: string) {
  return {
    condition: `\${self.${attribute} == "${wanted}"}`,
    errorMessage: `${rule}, and it has ${attribute} \${self.${attribute}} where the spec says ${wanted}.`,
  };
}
