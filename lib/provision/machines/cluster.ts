import type { Cni } from '../../cni';
import type { Problem } from '../../plan';
import { installableProblems, type MachineCluster, machineCluster } from '../machine-cluster';
import { sourceProblems } from '../sources/problems';
import { hostProblems } from './problems';
import type { MachinesTestbedSpec } from './spec';

/** All that is wrong with a spec for machines that one has. */
export function machinesProblems(spec: MachinesTestbedSpec, plugins: readonly Cni[]): Problem[] {
  return [
    ...hostProblems(spec),
    ...installableProblems(spec, plugins),
    ...sourceProblems(spec.machines.sources, plugins, 'machines.sources'),
  ];
}

/** The cluster of those machines. @throws SpecError with every problem of list, plan and CNI */
export function machinesClusterOf(
  spec: MachinesTestbedSpec,
  plugins: readonly Cni[],
): MachineCluster<MachinesTestbedSpec> {
  return machineCluster(spec, plugins, machinesProblems(spec, plugins), spec.machines.sources);
}
