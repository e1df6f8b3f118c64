import { ipv4Of } from '../../../net';
import type { PlanNode } from '../../../plan';
import { Construct, type IConstruct } from '../../stacks/cdktf';
import { Instance } from '../provider';
import type { AwsSpec } from '../spec';

/** What a machine is made from. */
export interface TestbedNodeProps {
  readonly node: PlanNode;
  readonly machine: Pick<AwsSpec, 'instanceType' | 'diskGiB' | 'spot'>;
  /** Image id. Another one does not replace the node by itself; new user data does, and takes the new image. */
  readonly ami: string;
  readonly subnetId: string;
  readonly securityGroupIds: readonly string[];
  readonly instanceProfile: string;
  /** Whether EC2 drops packets that do not carry the node's own address: off for pods without encapsulation. */
  readonly sourceDestCheck: boolean;
  /** Cloud-config, compressed and in base64. A change replaces the node: cloud-init runs once. */
  readonly userData: string;
  /** Name of the bucket, which the node reads from its own tags. */
  readonly bucket: string;
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
      lifecycle: { ignoreChanges: ['ami'] },
      instanceType: props.machine.instanceType,
      ...place(props),
      ...boot(props),
      ...protection,
      rootBlockDevice: {
        volumeType: 'gp3',
        volumeSize: props.machine.diskGiB,
        encrypted: true,
        deleteOnTermination: true,
      },
      ...(props.machine.spot && { instanceMarketOptions: spot }),
      // No blanks or slashes in keys: the metadata service cannot serve them.
      tags: { Name: props.node.name, 'testbed-role': props.node.role, 'testbed-bucket': props.bucket },
    });
  }
}

function place(props: TestbedNodeProps) {
  return {
    subnetId: props.subnetId,
    privateIp: `${ipv4Of(props.node.address)}`,
    associatePublicIpAddress: true, // the way out; the firewall lets nothing in by it
    sourceDestCheck: props.sourceDestCheck,
    vpcSecurityGroupIds: [...props.securityGroupIds],
    iamInstanceProfile: props.instanceProfile,
    placementGroup: props.placementGroup,
  };
}

function boot(props: TestbedNodeProps) {
  return {
    userDataBase64: props.userData,
    userDataReplaceOnChange: true,
    instanceInitiatedShutdownBehavior: 'terminate', // so that the node's time to live ends its cost
  };
}

const protection = {
  metadataOptions: {
    httpEndpoint: 'enabled',
    httpTokens: 'required',
    httpPutResponseHopLimit: 1, // one hop more and pods could take the node's role
    instanceMetadataTags: 'enabled',
  },
  ebsOptimized: true,
  monitoring: false,
};

const spot = {
  marketType: 'spot',
  spotOptions: { spotInstanceType: 'one-time', instanceInterruptionBehavior: 'terminate' },
};
