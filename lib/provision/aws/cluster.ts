import { type Cni, type CniChoice, cnis } from '../../cni';
import { ipv4Of } from '../../net';
import type { Plan, Problem, TestbedSpec } from '../../plan';
import { readSpec } from '../../read-spec';
import { chosen } from '../../testbed';
import { installableProblems, type MachineCluster, machineCluster } from '../machine-cluster';
import { sourceProblems } from '../sources/problems';
import { refuseTooManyNodes } from './fits';
import { vpcMtu } from './network-problems';
import { awsProblems, podRouteProblems } from './problems';
import { type AwsSpecInput, type AwsTestbedSpec, type AwsTestbedSpecInput, awsSpecSchema } from './spec';

/** A testbed that AWS can run: its CNI has a deployment, and its plan keeps AWS' rules. */
export type AwsCluster = MachineCluster<AwsTestbedSpec>;

/**
 * The spec as the AWS target reads it: where it says nothing of the network's MTU, the VPC's holds.
 * @throws SpecError where fields are malformed, with what plan, CNI and AWS say of the others
 */
export function awsSpec(input: AwsTestbedSpecInput, plugins: readonly Cni[] = cnis): AwsTestbedSpec {
  const targetProblems = (spec: AwsTestbedSpec) => clusterProblems(spec, plugins);
  return readSpec(
    { ...input, underlayMtu: input.underlayMtu ?? vpcMtu },
    { parts: { aws: awsSpecSchema }, plugins, targetProblems },
  );
}

/**
 * Spec to a cluster for AWS.
 * @param plugins CNIs that the spec may name, where they are not those of this package
 * @throws SpecError with every problem of spec, plan, CNI and AWS in one report
 */
export function awsCluster(input: AwsSpecInput): AwsCluster;
export function awsCluster(input: AwsTestbedSpecInput, plugins: readonly Cni[]): AwsCluster;
export function awsCluster(input: AwsTestbedSpecInput, plugins: readonly Cni[] = cnis): AwsCluster {
  return awsClusterOf(awsSpec(input, plugins), plugins);
}

/** Likewise, of a spec that is parsed already. */
export function awsClusterOf(spec: AwsTestbedSpec, plugins: readonly Cni[] = cnis): AwsCluster {
  const cluster = machineCluster(spec, plugins, clusterProblems(spec, plugins), spec.aws.sources);
  const whole = { ...cluster, plan: withBalancer(spec, cluster.plan) };
  refuseTooManyNodes(whole);
  return whole;
}

/** Whether pods' packets take VPC routes: they go bare and cross subnets, where no node is the next hop. */
export function needsPodRoutes({ plan, choice }: RoutedPods): boolean {
  return plan.podRoutes === true && choice.mode.barePods === 'always' && plan.zones.length > 1;
}

interface RoutedPods {
  readonly plan: { readonly podRoutes?: boolean; readonly zones: readonly unknown[] };
  readonly choice: CniChoice;
}

/** With several control planes the API is behind a load balancer, at the address before the zone's first node. */
function withBalancer(spec: TestbedSpec, plan: Plan): Plan {
  const [zone] = plan.zones;
  if (spec.controlPlanes === 1 || !zone) return plan;
  const address = ipv4Of(zone.nodeCidr).at(spec.firstNodeHost - 1);
  return { ...plan, apiEndpoint: { ...plan.apiEndpoint, address } };
}

/** What AWS asks of a spec, and of the CNI that it names. */
export function clusterProblems(spec: AwsTestbedSpec, plugins: readonly Cni[] = cnis): Problem[] {
  const { choice } = chosen(spec, plugins);
  const routes = choice && needsPodRoutes({ plan: spec, choice });
  return [
    ...awsProblems(spec),
    ...installableProblems(spec, plugins),
    ...sourceProblems(spec.aws.sources, plugins, 'aws.sources'),
    ...(routes ? podRouteProblems(spec) : []),
  ];
}
