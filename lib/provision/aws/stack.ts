import { type PlanNode, shareOf } from '../../plan';
import { type ClusterBoot, clusterBoot } from '../boot/cluster-boot';
import { keys } from '../exchange/keys';
import { type FirewallGroup, firewallRules } from '../kubeadm/firewall-rules';
import { Fn, type IConstruct, TerraformOutput, TerraformResource, TerraformStack } from '../stacks/cdktf';
import type { CloudStackProps } from '../stacks/cloud-stack';
import { ReadyGate } from '../stacks/ready-gate';
import { TerraformData } from '../stacks/terraform-data';
import { ami } from './ami';
import { type AwsCluster, needsPodRoutes } from './cluster';
import { ApiBalancer } from './construct/api-balancer';
import { TestbedFirewall } from './construct/firewall';
import { networkOf } from './construct/network';
import type { Network } from './construct/network-props';
import { constructId, TestbedNode } from './construct/node';
import { NodeRoles } from './construct/node-roles';
import { askForTypes } from './construct/offered';
import { idsOf, type PlacedMachine, selvesOf } from './construct/placed';
import { PodRoutes } from './construct/pod-routes';
import { ResultsBucket } from './construct/results-bucket';
import { uniqueName } from './construct/unique-name';
import { typeFor } from './instance-type';
import { awsMachines } from './machines';
import { clusterName, shortName } from './names';
import { AwsProvider, type AwsProviderConfig, PlacementGroup } from './provider';
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
  /** How the names of all parts start. */
  private readonly name: string;

  constructor(scope: IConstruct, id: string, props: TestbedStackProps) {
    super(scope, id);
    const { cluster } = props;
    this.name = clusterName(id, cluster.spec.name);
    this.provider(id, props);
    askForTypes(this, cluster);
    const boot = clusterBoot({
      stack: id,
      cluster,
      machines: awsMachines(cluster),
      connectivity: props.connectivity?.(cluster),
    });
    const network = networkOf(this, cluster);
    const bucket = new ResultsBucket(this, 'results', {
      namePrefix: `${shortName(this.name, 36).toLowerCase()}-`,
      assets: boot.assets,
      keepDays: Math.max(7, Math.ceil(cluster.spec.aws.ttlHours / 24) + 1), // longer than the machines live
    });
    const roles = new NodeRoles(this, 'roles', {
      namePrefix: shortName(this.name, 20),
      bucketArn: bucket.arn,
    });
    const firewall = new TestbedFirewall(this, 'firewall', {
      vpcId: network.vpcId,
      rules: firewallRules(cluster),
    });
    const machines = this.machines(cluster, boot, { network, bucket, roles, firewall });
    const balancerArn = this.balance(cluster, { network, bucket, roles, firewall, machines });
    this.letEnd(id, cluster, { network, bucket, roles, balancerArn });
    if (needsPodRoutes(cluster)) this.routePods(network, machines);
    this.outputs(cluster, bucket, machines);
    bucket.add(keys.machines, Fn.jsonencode(selvesOf(machines, roles)));
    if (cluster.spec.aws.gate === 'ready') this.gate(id, props, bucket, machines);
  }

  private provider(id: string, { cluster, provider, providerVersion }: TestbedStackProps): void {
    new AwsProvider(this, 'aws', {
      region: cluster.spec.aws.region,
      defaultTags: [{ tags: { ...cluster.spec.aws.tags, ...ownTags(id, cluster.spec) } }],
      ...provider,
    });
    // The package pins the one release that it was made from; this lets fixes in.
    this.addOverride('terraform.required_providers.aws', {
      source: 'hashicorp/aws',
      version: providerVersion ?? '~> 6.25',
    });
  }

  private machines(cluster: AwsCluster, boot: ClusterBoot, parts: Parts): PlacedMachine[] {
    const { aws } = cluster.spec;
    const image = ami(this, aws);
    const group = aws.placementGroup
      ? new PlacementGroup(this, 'placement', {
          name: uniqueName(this.name, 64, parts.bucket.name),
          strategy: 'cluster',
        }).name
      : undefined;
    let first: TerraformData | undefined;
    return cluster.plan.nodes.map((node) => {
      const { instance } = new TestbedNode(this, constructId(node), {
        node,
        first,
        machine: { ...aws, instanceType: typeFor(aws, node.role) },
        publicAddress: aws.publicAddresses,
        ami: image,
        subnetId: parts.network.subnetId(node.zone),
        securityGroupIds: groupsOf(node).map((name) => parts.firewall.groupId(name)),
        role: parts.roles.of(node.role),
        sourceDestCheck: cluster.choice.mode.barePods === 'never',
        userData: boot.userData(node),
        bucket: parts.bucket.name,
        placementGroup: group,
      });
      // Terraform sees that a machine which somebody ended is another now by what was made of it, not by the machine.
      first ??= new TerraformData(this, 'first', { instance: instance.id }, []);
      return { node, instance };
    });
  }

  /** @returns ARN of the balancer in front of several control planes */
  private balance(
    { plan: { apiEndpoint }, spec }: AwsCluster,
    { network, bucket, firewall, machines }: Parts & { machines: readonly PlacedMachine[] },
  ): string | undefined {
    const controlPlanes = machines.filter(({ node }) => node.role === 'control-plane');
    const [first] = controlPlanes;
    if (!first || spec.controlPlanes === 1) return undefined;
    const balancer = new ApiBalancer(this, 'api', {
      name: uniqueName(this.name, 28, bucket.name),
      vpcId: network.vpcId,
      subnetId: network.subnetId(first.node.zone),
      address: `${apiEndpoint.address}`,
      port: apiEndpoint.port,
      securityGroupId: firewall.groupId('api-balancer'),
    });
    for (const { node, instance } of controlPlanes) balancer.addTarget(node.name, instance.id);
    return balancer.arn;
  }

  /** With their own time to live, machines end what costs beside them. */
  private letEnd(
    id: string,
    { spec }: AwsCluster,
    { network, bucket, roles, balancerArn }: Omit<Parts, 'firewall'> & { balancerArn?: string },
  ): void {
    const { natGatewayId } = network;
    if (balancerArn === undefined && natGatewayId === undefined) return;
    roles.mayEnd({ balancerArn, natGateway: natGatewayId !== undefined, tags: ownTags(id, spec) });
    if (balancerArn !== undefined) bucket.add(keys.balancer, balancerArn);
    if (natGatewayId !== undefined) bucket.add(keys.natGateway, natGatewayId);
  }

  private routePods({ routeTableId }: Network, machines: readonly PlacedMachine[]): void {
    if (routeTableId === undefined) throw new Error('routes to pods are made in the own subnets only');
    const nodes = machines.map(({ node, instance }) => ({
      name: node.name,
      podCidr: `${shareOf(node, 'ipv4')}`,
      instance,
    }));
    new PodRoutes(this, 'pods', { routeTableId, nodes });
  }

  private outputs({ spec }: AwsCluster, bucket: ResultsBucket, machines: readonly PlacedMachine[]): void {
    new TerraformOutput(this, 'bucket', { value: bucket.name });
    new TerraformOutput(this, 'region', { value: spec.aws.region });
    new TerraformOutput(this, 'instances', { value: idsOf(machines) });
  }

  private gate(
    id: string,
    { cluster, projectPath }: TestbedStackProps,
    bucket: ResultsBucket,
    machines: readonly PlacedMachine[],
  ): void {
    const { region, gateSeconds } = cluster.spec.aws;
    new ReadyGate(this, 'ready', {
      stack: id,
      place: { bucket: bucket.name, region },
      after: this.node.findAll().filter((part) => part instanceof TerraformResource),
      instanceIds: idsOf(machines),
      timeoutSeconds: gateSeconds,
      projectPath,
    });
  }
}

interface Parts {
  readonly network: Network;
  readonly bucket: ResultsBucket;
  readonly roles: NodeRoles;
  readonly firewall: TestbedFirewall;
}

/** By which everything of the stack is known. */
const ownTags = (id: string, { name }: AwsTestbedSpec) => ({ 'testbed-stack': id, 'testbed-name': name });

function groupsOf({ role }: PlanNode): FirewallGroup[] {
  return role === 'control-plane' ? ['nodes', 'control-plane'] : ['nodes'];
}
