import { shareOf } from '../../plan';
import { type ClusterBoot, clusterBoot } from '../boot/cluster-boot';
import { firewallRules } from '../kubeadm/firewall-rules';
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
    const instances = this.nodes(cluster, boot, { network, bucket, roles, firewall });
    if (cluster.spec.controlPlanes > 1) this.balance(id, cluster, network, firewall, instances);
    if (needsPodRoutes(cluster)) this.routePods(cluster, network, instances);
    this.outputs(cluster, bucket, instances);
    if (cluster.spec.aws.gate === 'ready') this.gate(id, props, bucket, instances);
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

  private nodes(cluster: AwsCluster, boot: ClusterBoot, parts: Parts): Map<string, Instance> {
    const { aws } = cluster.spec;
    const image = ami(this, aws);
    const group = aws.placementGroup
      ? new PlacementGroup(this, 'placement', { name: this.node.id, strategy: 'cluster' }).name
      : undefined;
    return new Map(
      cluster.plan.nodes.map((node) => {
        const groups =
          node.role === 'control-plane' ? (['nodes', 'control-plane'] as const) : (['nodes'] as const);
        const { instance } = new TestbedNode(this, node.name, {
          node,
          machine: aws,
          ami: image,
          subnetId: parts.network.subnetId(node.zone),
          securityGroupIds: groups.map((name) => parts.firewall.groupId(name)),
          instanceProfile: parts.roles.profile(node.role),
          sourceDestCheck: cluster.choice.mode.barePods === 'never',
          userData: boot.userData(node),
          bucket: parts.bucket.name,
          placementGroup: group,
        });
        return [node.name, instance];
      }),
    );
  }

  private balance(
    id: string,
    { plan }: AwsCluster,
    network: TestbedNetwork,
    firewall: TestbedFirewall,
    instances: ReadonlyMap<string, Instance>,
  ): void {
    const balancer = new ApiBalancer(this, 'api', {
      name: shortName(id, 28),
      vpcId: network.vpcId,
      subnetId: network.subnetId(plan.zones[0]!.name),
      address: `${plan.apiEndpoint.address}`,
      port: plan.apiEndpoint.port,
      securityGroupId: firewall.groupId('api-balancer'),
    });
    for (const { name, role } of plan.nodes)
      if (role === 'control-plane') balancer.addTarget(name, instances.get(name)!.id);
  }

  private routePods(
    { plan }: AwsCluster,
    network: TestbedNetwork,
    instances: ReadonlyMap<string, Instance>,
  ): void {
    new PodRoutes(this, 'pods', {
      routeTableId: network.routeTableId,
      nodes: plan.nodes.map((node) => ({
        name: node.name,
        podCidr: `${shareOf(node, 'ipv4')}`,
        instance: instances.get(node.name)!,
      })),
    });
  }

  private outputs(
    { spec }: AwsCluster,
    bucket: ResultsBucket,
    instances: ReadonlyMap<string, Instance>,
  ): void {
    new TerraformOutput(this, 'bucket', { value: bucket.name });
    new TerraformOutput(this, 'region', { value: spec.aws.region });
    new TerraformOutput(this, 'instances', { value: idsOf(instances) });
  }

  private gate(
    id: string,
    props: TestbedStackProps,
    bucket: ResultsBucket,
    instances: ReadonlyMap<string, Instance>,
  ): void {
    new ReadyGate(this, 'ready', {
      stack: id,
      place: { bucket: bucket.name, region: props.cluster.spec.aws.region },
      objects: bucket.objects,
      instanceIds: idsOf(instances),
      timeoutSeconds: props.cluster.spec.aws.gateSeconds,
      projectPath: props.projectPath,
    });
  }
}

interface Parts {
  readonly network: TestbedNetwork;
  readonly bucket: ResultsBucket;
  readonly roles: NodeRoles;
  readonly firewall: TestbedFirewall;
}

function idsOf(instances: ReadonlyMap<string, Instance>): Record<string, string> {
  return Object.fromEntries([...instances].map(([name, instance]) => [name, instance.id]));
}
