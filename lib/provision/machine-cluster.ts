import { type Cni, cnis, type Deployment } from '../cni';
import { collect, type Problem, refuse, type TestbedSpec } from '../plan';
import { chosen, type PlannedTestbed, plannedTestbed } from '../testbed';

/** A testbed that real machines can run: its CNI can be installed on them. */
export interface MachineCluster<Spec extends TestbedSpec = TestbedSpec> extends PlannedTestbed {
  readonly spec: Spec;
  readonly deployment: Deployment;
}

/**
 * Spec to a cluster of real machines.
 * @param targetProblems what the target asks of the spec, installableProblems included
 * @throws SpecError with every problem of plan, CNI and target in one report
 */
export function machineCluster<Spec extends TestbedSpec>(
  spec: Spec,
  plugins: readonly Cni[],
  targetProblems: readonly Problem[],
): MachineCluster<Spec> {
  const problems: Problem[] = [];
  const built = collect(problems, () => plannedTestbed(spec, plugins));
  refuse([...targetProblems, ...problems]);
  return { ...built!, spec, deployment: built!.cni.deployment! };
}

/** A CNI that exists in the lab only cannot be installed on machines. */
export function installableProblems(spec: TestbedSpec, plugins: readonly Cni[] = cnis): Problem[] {
  const { cni } = chosen(spec, plugins);
  if (!cni || cni.deployment) return [];
  return [
    {
      code: 'machines/lab-only-cni',
      field: 'cni',
      value: `"${cni.name}"`,
      rule: 'it exists in the lab only and cannot be installed on a real cluster',
      remedy: 'Use another CNI, or --target local',
    },
  ];
}
