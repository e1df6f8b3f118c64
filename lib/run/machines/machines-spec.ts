import { cnis } from '../../cni';
import { SpecError } from '../../plan';
import { specParts } from '../../provision/cloud';
import { clouds } from '../../provision/clouds';
import { installableProblems, type MachineCluster, machineCluster } from '../../provision/machine-cluster';
import { hostProblems } from '../../provision/machines/problems';
import { type MachinesTestbedSpec, machinesSpecSchema } from '../../provision/machines/spec';
import { readSpec } from '../../read-spec';
import { specFile, withPlace } from '../spec/spec-file';

/** The cluster of a file that lists machines. @throws SpecError with every problem of list, plan and CNI, and where it is */
export function machinesIn(file: string): MachineCluster<MachinesTestbedSpec> {
  const { data, place } = specFile(file);
  const targetProblems = (spec: MachinesTestbedSpec) => [...hostProblems(spec), ...installableProblems(spec)];
  try {
    const parts = { ...specParts(clouds), machines: machinesSpecSchema };
    const spec: MachinesTestbedSpec = readSpec(data ?? {}, { parts, targetProblems });
    return machineCluster(spec, cnis, targetProblems(spec));
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new SpecError(error.problems.map((problem) => withPlace(problem, file, place(problem.field))));
  }
}
