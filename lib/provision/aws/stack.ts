import { type PlanNode, shareOf } from '../../plan';
import { type ClusterBoot, clusterBoot } from '../boot/cluster-boot';
import { type FirewallGroup, firewallRules } from '../kubeadm/firewall-rules';
import { type IConstruct, TerraformOutput, TerraformStack } from '../stacks/cdktf';
import type { CloudStackProps } from '../stacks/cloud-stack';
import { ReadyGate } from '../stacks/ready-gate';
import { ami } from './ami';
import { type AwsCluster, needsPodRoutes } from './cluster';
import { ApiBalancer } from './construct/api-balancer';
import { TestbedFirewall } from './construct/firewall';
import { TestbedNetwork } from './construct/network';
import { TestbedNode } from './construct/node';
import { NodeRoles } from './construct/node-roles';
import { PodRoutes } from './construct/pod-routes';
import { ResultsBucket } from './construct/results-bucket';
import { awsMachines } from './machines';
import { shortName } from './names';
import { AwsProvider, type AwsProviderConfig, type Instance, PlacementGroup } from './provider';
import type { AwsTestbedSpec } from './spec';

/** Properties of TestbedStack. Its cluster is what awsCluster makes of a spec. */
export interface TestbedStackProps extends CloudStackProps<AwsTestbedSpec> {
  /** Terraform's constraint on the AWS provider, 6.25 and the releases that stay compatible. @default ~> 6.25 */
  readonly providerVersion?: string;
  /** More for the provider, such as other endpoints. @default nothing */
  readonly provider?: Partial<AwsProviderConfig>;
}

/** A whole kubeadm cluster on EC2 that keeps the plan: what the plan says, where the plan says it, and nothing open. */
export class TestbedStack extends TerraformStack {
  constructor(scope: IConstruct, id: string, props: TestbedStackProps) {
    super(scope, id);
    const { cluster } = props;
    this.provider(id, props);
    const boot = clusterBoot({
      stack: id,
      cluster,
      machines: awsMachines(cluster.spec.aws),
      connectivity: props.connectivity?.(cluster),
    });
    const network = new TestbedNetwork(this, 'network', {
      region: cluster.spec.aws.region,
      zones: cluster.plan.zones,
    });
    const bucket = new ResultsBucket(this, 'results', {
      namePrefix: `${shortName(id, 36).toLowerCase()}-`,
      assets: boot.assets,
      keepDays: Math.max(7, Math.ceil(cluster.spec.aws.ttlHours / 24) + 1), // longer than the machines live
    });
    const roles = new NodeRoles(this, 'roles', { namePrefix: shortName(id, 20), bucketArn: bucket.arn });
    const firewall = new TestbedFirewall(this, 'firewall', {
      vpcId: network.vpcId,
      rules: firewallRules(cluster),
    });
    const machines = this.machines(cluster, boot, { network, bucket, roles, firewall });
    if (cluster.spec.controlPlanes > 1) this.balance(id, cluster, { network, firewall, machines });
    if (needsPodRoutes(cluster)) this.routePods(network, machines);
    this.outputs(cluster, bucket, machines);
    if (cluster.spec.aws.gate === 'ready') this.gate(id, props, bucket, machines);
  }

  private provider(id: string, { cluster, provider, providerVersion }: TestbedStackProps): void {
    new AwsProvider(this, 'aws', {
      region: cluster.spec.aws.region,
      defaultTags: [{ tags: { 'testbed-stack': id } }],
      ...provider,
    });
    // The package pins the one release that it was made from; this lets fixes in.
    this.addOverride('terraform.required_providers.aws', {
      source: 'hashicorp/aws',
      version: providerVersion ?? '~> 6.25',
    });
  }

  private machines(cluster: AwsCluster, boot: ClusterBoot, parts: Parts): Machine[] {
    const { aws } = cluster.spec;
    const image = ami(this, aws);
    const group = aws.placementGroup
      ? new PlacementGroup(this, 'placement', { name: this.node.id, strategy: 'cluster' }).name
      : undefined;
    return cluster.plan.nodes.map((node) => {
      const { instance } = new TestbedNode(this, node.name, {
        node,
        machine: aws,
        ami: image,
        subnetId: parts.network.subnetId(node.zone),
        securityGroupIds: groupsOf(node).map((name) => parts.firewall.groupId(name)),
        instanceProfile: parts.roles.profile(node.role),
        sourceDestCheck: cluster.choice.mode.barePods === 'never',
        userData: boot.userData(node),
        bucket: parts.bucket.name,
        placementGroup: group,
      });
      return { node, instance };
    });
  }

  private balance(
    id: string,
    { plan: { apiEndpoint } }: AwsCluster,
    { network, firewall, machines }: Pick<Parts, 'network' | 'firewall'> & { machines: readonly Machine[] },
  ): void {
    const controlPlanes = machines.filter(({ node }) => node.role === 'control-plane');
    const [first] = controlPlanes;
    if (!first) return;
    const balancer = new ApiBalancer(this, 'api', {
      name: shortName(id, 28),
      vpcId: network.vpcId,
      subnetId: network.subnetId(first.node.zone),
      address: `${apiEndpoint.address}`,
      port: apiEndpoint.port,
      securityGroupId: firewall.groupId('api-balancer'),
    });
    for (const { node, instance } of controlPlanes) balancer.addTarget(node.name, instance.id);
  }

  private routePods({ routeTableId }: TestbedNetwork, machines: readonly Machine[]): void {
    const nodes = machines.map(({ node, instance }) => ({
      name: node.name,
      podCidr: `${shareOf(node, 'ipv4')}`,
      instance,
    }));
    new PodRoutes(this, 'pods', { routeTableId, nodes });
  }

  private outputs({ spec }: AwsCluster, bucket: ResultsBucket, machines: readonly Machine[]): void {
    new TerraformOutput(this, 'bucket', { value: bucket.name });
    new TerraformOutput(this, 'region', { value: spec.aws.region });
    new TerraformOutput(this, 'instances', { value: idsOf(machines) });
  }

  private gate(
    id: string,
    { cluster, projectPath }: TestbedStackProps,
    bucket: ResultsBucket,
    machines: readonly Machine[],
  ): void {
    const { region, gateSeconds } = cluster.spec.aws;
    new ReadyGate(this, 'ready', {
      stack: id,
      place: { bucket: bucket.name, region },
      objects: bucket.objects,
      instanceIds: idsOf(machines),
      timeoutSeconds: gateSeconds,
      projectPath,
    });
  }
}

/** A node and its instance. */
interface Machine {
  readonly node: PlanNode;
  readonly instance: Instance;
}

interface Parts {
  readonly network: TestbedNetwork;
  readonly bucket: ResultsBucket;
  readonly roles: NodeRoles;
  readonly firewall: TestbedFirewall;
}

function groupsOf({ role }: PlanNode): FirewallGroup[] {
  return role === 'control-plane' ? ['nodes', 'control-plane'] : ['nodes'];
}

/** Ids of the instances by node. */
function idsOf(machines: readonly Machine[]): Record<string, string> {
  return Object.fromEntries(machines.map(({ node, instance }) => [node.name, instance.id]));
}
