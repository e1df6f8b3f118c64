import { type Cni, cnis, type Deployment } from '../cni';
import {
  collect,
  type Problem,
  podRoom,
  refuse,
  SpecError,
  type TestbedSpec,
  withoutExternal,
} from '../plan';
import { chosen, type PlannedTestbed, plannedTestbed } from '../testbed';
import type { Sources } from './sources/spec';

/** A testbed that real machines can run: its CNI can be installed on them. */
export interface MachineCluster<Spec extends TestbedSpec = TestbedSpec> extends PlannedTestbed {
  readonly spec: Spec;
  readonly deployment: Deployment;
  /** Where its machines fetch packages, images and charts. @default where their makers have them */
  readonly sources?: Sources;
}

/**
 * Spec to a cluster of real machines.
 * @param targetProblems what the target asks of the spec
 * @param sources what it says of where machines fetch what they install
 * @throws SpecError with every problem of target, plan and CNI in one report
 */
export function machineCluster<Spec extends TestbedSpec>(
  spec: Spec,
  plugins: readonly Cni[],
  targetProblems: readonly Problem[],
  sources?: Sources,
): MachineCluster<Spec> {
  const problems = [...targetProblems];
  const built = collect(problems, () => plannedTestbed(spec, plugins));
  refuse(problems);
  if (!built) throw new Error('a plan that cannot be made has its problems');
  return { ...built, spec, deployment: deploymentOf(built.cni), sources };
}

/** How the CNI is installed on machines. @throws SpecError where it exists in the lab only */
export function deploymentOf(cni: Cni): Deployment {
  if (!cni.deployment) throw new SpecError([labOnly(cni)]);
  return cni.deployment;
}

/**
 * What real machines ask of any spec, which clouds refuse with their other problems: a CNI that can be installed, and room
 * for the pods of a node.
 */
export function installableProblems(spec: TestbedSpec, plugins: readonly Cni[] = cnis): Problem[] {
  const { cni } = chosen(spec, plugins);
  return [
    ...(cni && !cni.deployment ? [labOnly(cni)] : []),
    ...ownBlocksProblems(spec),
    ...externalProblems(spec),
    ...shareProblems(spec),
  ];
}

/** What is built has the plan's addresses, and which node takes which block shows when it comes up. */
export function ownBlocksProblems({ ipam }: TestbedSpec): Problem[] {
  if (ipam === 'kubernetes') return [];
  return [
    {
      code: 'machines/own-blocks',
      field: 'ipam',
      value: `"${ipam}"`,
      rule: "clusters are built with the plan's share for each node, and which blocks a node takes shows only when it comes up",
      remedy:
        'Use kubernetes here, or a lab; a cluster that has blocks is tested with `testbed test --target kubernetes`',
    },
  ];
}

/** kubeadm, kubelets and the API server's Service know nodes by their own addresses, and nobody gives the CNI's agents others. */
export function externalProblems(spec: TestbedSpec): Problem[] {
  return withoutExternal(spec, {
    code: 'machines/external-address',
    rule: "clusters are built here of nodes that reach one another by their own addresses (the API server's, kubelets')",
    remedy:
      'Leave it out here, or use a lab; a cluster that has such nodes is tested with `testbed test --target kubernetes`',
  });
}

/** Pods that a node may have at once: three of the checks, two of cluster DNS, and up to three addresses of the CNI's own. */
const leastRoom = 8;

function shareProblems({ podPrefix }: TestbedSpec): Problem[] {
  if (podRoom(podPrefix) >= leastRoom) return [];
  return [
    {
      code: 'machines/small-share',
      field: 'podPrefix',
      value: `${podPrefix}`,
      rule: `a node may have ${leastRoom} pods at once (the checks', cluster DNS, the CNI's own), and has room for ${podRoom(podPrefix)}`,
      remedy: 'Use 28 or less',
    },
  ];
}

function labOnly({ name }: Cni): Problem {
  return {
    code: 'machines/lab-only-cni',
    field: 'cni',
    value: `"${name}"`,
    rule: 'it exists in the lab only and cannot be installed on a real cluster',
    remedy: 'Use another CNI, or --target local',
  };
}
