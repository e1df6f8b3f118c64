import { type Cni, cnis, type Deployment } from '../cni';
import type { Datapath } from '../datapath';
import { type Plan, type Problem, parseSpec, refuse, SpecError, type TestbedSpecInput } from '../plan';
import type { TestbedSpec } from '../plan/testbed-spec';
import { type Testbed, testbed } from '../testbed';
import { awsProblems, podRouteProblems, vpcMtu } from './problems';

/** A testbed that AWS can run: its CNI has a deployment, and its plan keeps AWS' rules. */
export interface AwsCluster extends Planned {
  readonly deployment: Deployment;
}

/** A testbed without its datapath. */
export type Planned = Omit<Testbed, 'datapath'>;

/**
 * Spec to plan, CNI and mode, for targets that program no kernel themselves. The datapath grows with the square of the
 * nodes: at 1,000 of them it alone takes many times as long as everything else.
 * @throws SpecError with every problem of spec, plan and CNI in one report
 */
export function planned(spec: TestbedSpec, plugins: readonly Cni[]): Planned {
  const lazy = plugins.map((cni) => ({ ...cni, datapath: () => ({}) as Datapath }));
  const { datapath: _none, cni, ...rest } = testbed(spec, lazy);
  return { ...rest, cni: plugins.find(({ name }) => name === cni.name)! };
}

/** The spec as the AWS target reads it: where it says nothing of the network's MTU, the VPC's holds. */
export function awsSpec(input: TestbedSpecInput): TestbedSpec {
  return parseSpec({ ...input, underlayMtu: input.underlayMtu ?? vpcMtu });
}

/**
 * Spec to a cluster for AWS.
 * @throws SpecError with every problem of spec, plan, CNI and AWS in one report
 */
export function awsCluster(input: TestbedSpecInput, plugins: readonly Cni[] = cnis): AwsCluster {
  const spec = awsSpec(input);
  const problems = awsProblems(spec);
  const built = collect(problems, () => planned(spec, plugins));
  if (built) problems.push(...clusterProblems(built));
  refuse(problems);
  const { cni, plan } = built!;
  return { ...built!, plan: withBalancer(spec, plan), deployment: cni.deployment! };
}

/** Whether pods' packets need VPC routes: they go bare and cross subnets, where no node is the next hop. */
export function needsPodRoutes({ plan, choice }: Pick<Planned, 'plan' | 'choice'>): boolean {
  return choice.mode.barePods === 'always' && plan.zones.length > 1;
}

/** With several control planes the API is behind a load balancer, at the address before the zone's first node. */
function withBalancer(spec: TestbedSpec, plan: Plan): Plan {
  if (spec.controlPlanes === 1) return plan;
  const address = plan.zones[0]!.nodeCidr.ipv4.at(spec.firstNodeHost - 1);
  return { ...plan, apiEndpoint: { ...plan.apiEndpoint, address } };
}

function clusterProblems(built: Planned): Problem[] {
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

/** Runs the step; its spec problems join the list instead of ending it, so that all are told at once. */
function collect<T>(problems: Problem[], step: () => T): T | undefined {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}
