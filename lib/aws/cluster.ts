import { type Cni, cnis, type Deployment } from '../cni';
import { append } from '../lists';
import { collect, type Plan, type Problem, refuse, type TestbedSpecInput } from '../plan';
import type { TestbedSpec } from '../plan/testbed-spec';
import { readSpec } from '../read-spec';
import { type PlannedTestbed, plannedTestbed } from '../testbed';
import { vpcMtu } from './network-problems';
import { awsProblems, podRouteProblems } from './problems';

/** A testbed that AWS can run: its CNI has a deployment, and its plan keeps AWS' rules. */
export interface AwsCluster extends PlannedTestbed {
  readonly deployment: Deployment;
}

/** The spec as the AWS target reads it: where it says nothing of the network's MTU, the VPC's holds. */
export function awsSpec(input: TestbedSpecInput): TestbedSpec {
  return readSpec({ ...input, underlayMtu: input.underlayMtu ?? vpcMtu });
}

/**
 * Spec to a cluster for AWS.
 * @throws SpecError with every problem of spec, plan, CNI and AWS in one report
 */
export function awsCluster(input: TestbedSpecInput, plugins: readonly Cni[] = cnis): AwsCluster {
  return awsClusterOf(awsSpec(input), plugins);
}

/** Likewise, of a spec that is parsed already. */
export function awsClusterOf(spec: TestbedSpec, plugins: readonly Cni[] = cnis): AwsCluster {
  const problems = awsProblems(spec);
  const built = collect(problems, () => plannedTestbed(spec, plugins));
  if (built) append(problems, clusterProblems(built));
  refuse(problems);
  const { cni, plan } = built!;
  return { ...built!, plan: withBalancer(spec, plan), deployment: cni.deployment! };
}

/** Whether pods' packets take VPC routes: they go bare and cross subnets, where no node is the next hop. */
export function needsPodRoutes({ plan, choice }: Pick<PlannedTestbed, 'plan' | 'choice'>): boolean {
  return plan.podRoutes === true && choice.mode.barePods === 'always' && plan.zones.length > 1;
}

/** With several control planes the API is behind a load balancer, at the address before the zone's first node. */
function withBalancer(spec: TestbedSpec, plan: Plan): Plan {
  if (spec.controlPlanes === 1) return plan;
  const address = plan.zones[0]!.nodeCidr.ipv4.at(spec.firstNodeHost - 1);
  return { ...plan, apiEndpoint: { ...plan.apiEndpoint, address } };
}

function clusterProblems(built: PlannedTestbed): Problem[] {
  return [
    ...(built.cni.deployment
      ? []
      : [
          {
            field: 'cni',
            value: `"${built.cni.name}"`,
            rule: 'it exists in the lab only and cannot be installed on a real cluster',
            remedy: 'Use another CNI, or --target local',
          },
        ]),
    ...(needsPodRoutes(built) ? podRouteProblems(built.plan.nodes.length) : []),
  ];
}
