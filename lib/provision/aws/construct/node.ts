import { ipv4Of } from '../../../net';
import type { PlanNode } from '../../../plan';
import { Construct, type IConstruct, type TerraformResource } from '../../stacks/cdktf';
import { type MachineChoice, machineSettings } from '../machine-settings';
import { Instance } from '../provider';
import type { MachineRole } from './node-roles';

/** What a machine is made from. */
export interface TestbedNodeProps {
  /** The node of the plan that it is. */
  readonly node: PlanNode;
  /** What the spec says of every machine. */
  readonly machine: MachineChoice;
  /** Image id. Another one does not replace the node by itself; new user data does, and takes the new image. */
  readonly ami: string;
  /** Subnet of the node's zone. */
  readonly subnetId: string;
  /** Security groups, by which it lets in what the firewall says. */
  readonly securityGroupIds: readonly string[];
  /** Whose rights it has. */
  readonly role: MachineRole;
  /** Whether EC2 drops packets that do not carry the node's own address: off for pods without encapsulation. */
  readonly sourceDestCheck: boolean;
  /** Cloud-config, compressed and in base64. A change replaces the node: cloud-init runs once. */
  readonly userData: string;
  /** Name of the bucket, which the node reads from its own tags. */
  readonly bucket: string;
  /** What is another when another machine starts the cluster, which this one has to join then. @default nothing */
  readonly first?: TerraformResource;
  /** Whether it has a public address, as its way out; the firewall lets nothing in by it. */
  readonly publicAddress: boolean;
  /** Name of the placement group. @default none */
  readonly placementGroup?: string;
}

/** One machine at its planned address. It has no open port of its own and no SSH: sessions go through SSM. */
export class TestbedNode extends Construct {
  readonly instance: Instance;

  constructor(scope: IConstruct, id: string, props: TestbedNodeProps) {
    super(scope, id);
    this.instance = new Instance(this, 'instance', {
      ami: props.ami,
      lifecycle: {
        ignoreChanges: ['ami'],
        ...(props.first && { replaceTriggeredBy: [reference(props.first)] }),
      },
      ...machineSettings(props.machine),
      ...place(props),
      userDataBase64: props.userData,
      userDataReplaceOnChange: true,
      // No blanks or slashes in keys: the metadata service cannot serve them.
      tags: {
        Name: props.node.name,
        'testbed-role': props.node.role,
        'testbed-role-id': props.role.id,
        'testbed-bucket': props.bucket,
      },
    });
  }
}

function place(props: TestbedNodeProps) {
  return {
    subnetId: props.subnetId,
    privateIp: `${ipv4Of(props.node.address)}`,
    associatePublicIpAddress: props.publicAddress,
    sourceDestCheck: props.sourceDestCheck,
    vpcSecurityGroupIds: [...props.securityGroupIds],
    iamInstanceProfile: props.role.profile,
    placementGroup: props.placementGroup,
  };
}

/** Terraform takes no `${…}` there. */
function reference({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

/** Id of a node in its stack: names that a spec gives may be those of other parts, names that the plan computes are not. */
export const constructId = ({ name, role }: PlanNode) =>
  name.replace(/-\d+$/, '') === role ? name : `node-${name}`;
