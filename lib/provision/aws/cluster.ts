import { type Cni, type CniChoice, cnis, type Deployment } from '../../cni';
import { collect, type Plan, type Problem, refuse, type TestbedSpecInput } from '../../plan';
import type { TestbedSpec } from '../../plan/testbed-spec';
import { readSpec } from '../../read-spec';
import { chosen, type PlannedTestbed, plannedTestbed } from '../../testbed';
import { vpcMtu } from './network-problems';
import { awsProblems, podRouteProblems } from './problems';

/** A testbed that AWS can run: its CNI has a deployment, and its plan keeps AWS' rules. */
export interface AwsCluster extends PlannedTestbed {
  readonly deployment: Deployment;
}

/**
 * The spec as the AWS target reads it: where it says nothing of the network's MTU, the VPC's holds.
 * @throws SpecError where fields are malformed, with what plan, CNI and AWS say of the others
 */
export function awsSpec(input: TestbedSpecInput, plugins: readonly Cni[] = cnis): TestbedSpec {
  const targetProblems = (spec: TestbedSpec) => clusterProblems(spec, plugins);
  return readSpec({ ...input, underlayMtu: input.underlayMtu ?? vpcMtu }, { plugins, targetProblems });
}

/**
 * Spec to a cluster for AWS.
 * @throws SpecError with every problem of spec, plan, CNI and AWS in one report
 */
export function awsCluster(input: TestbedSpecInput, plugins: readonly Cni[] = cnis): AwsCluster {
  return awsClusterOf(awsSpec(input, plugins), plugins);
}

/** Likewise, of a spec that is parsed already. */
export function awsClusterOf(spec: TestbedSpec, plugins: readonly Cni[] = cnis): AwsCluster {
  const problems: Problem[] = [];
  const built = collect(problems, () => plannedTestbed(spec, plugins));
  refuse([...clusterProblems(spec, plugins), ...problems]);
  const { cni, plan } = built!;
  return { ...built!, plan: withBalancer(spec, plan), deployment: cni.deployment! };
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
  if (spec.controlPlanes === 1) return plan;
  const address = plan.zones[0]!.nodeCidr.ipv4.at(spec.firstNodeHost - 1);
  return { ...plan, apiEndpoint: { ...plan.apiEndpoint, address } };
}

/** What AWS asks of a spec, and of the CNI that it names. */
export function clusterProblems(spec: TestbedSpec, plugins: readonly Cni[] = cnis): Problem[] {
  const { cni, choice } = chosen(spec, plugins);
  const routes = choice && needsPodRoutes({ plan: spec, choice });
  return [
    ...awsProblems(spec),
    ...(cni && !cni.deployment ? [labOnly(cni)] : []),
    ...(routes ? podRouteProblems(spec.controlPlanes + spec.workers) : []),
  ];
}

function labOnly({ name }: Cni): Problem {
  return {
    field: 'cni',
    value: `"${name}"`,
    rule: 'it exists in the lab only and cannot be installed on a real cluster',
    remedy: 'Use another CNI, or --target local',
  };
}
