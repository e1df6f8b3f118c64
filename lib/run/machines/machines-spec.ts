import { cnis } from '../../cni';
import { type CniNames, SpecError, withCni } from '../../plan';
import { specReading } from '../../provision/cloud';
import { clouds } from '../../provision/clouds';
import type { MachineCluster } from '../../provision/machine-cluster';
import { machinesClusterOf, machinesProblems } from '../../provision/machines/cluster';
import { withInventory } from '../../provision/machines/inventory/with-inventory';
import { type MachinesTestbedSpec, machinesSpecSchema } from '../../provision/machines/spec';
import { type SpecData, withPlace } from '../../provision/spec-file/spec-data';
import { readSpec } from '../../read-spec';
import { specFile } from '../spec/spec-file';

/** Where the machines are listed: the name of a spec file, or a spec as somebody has read it. */
export type MachinesSource = string | ReadMachines;

/** A spec that was read already; an inventory that it names is seen from the current folder. */
export interface ReadMachines extends SpecData {
  /** Where it is from, for errors. */
  readonly source: string;
}

/** The cluster of a spec that lists machines. @throws SpecError with every problem of list, plan and CNI, and where it is */
export function machinesIn(from: MachinesSource): MachineCluster<MachinesTestbedSpec> {
  const { data, place, wrong, source } = readMachines(from);
  try {
    return clusterOf(data ?? {}, wrong);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new SpecError(error.problems.map((problem) => withPlace(problem, source, place?.(problem.field))));
  }
}

/** The same with another CNI or mode than the spec has. @throws SpecError where the file cannot be read */
export function withNames(from: MachinesSource, names: CniNames): ReadMachines {
  const { data, place, ...others } = readMachines(from);
  const isSpec = typeof data === 'object' && data !== null && !Array.isArray(data);
  const given = (field: string) => field === 'cni' || field === 'mode';
  return {
    data: isSpec ? withCni({ ...data }, names) : data,
    ...others,
    place: (field) => (given(field) ? undefined : place?.(field)),
  };
}

const readMachines = (from: MachinesSource): ReadMachines =>
  typeof from === 'string'
    ? { ...specFile(from), source: from }
    : { ...withInventory(from, from), source: from.source };

function clusterOf(data: unknown, wrong: SpecData['wrong']): MachineCluster<MachinesTestbedSpec> {
  const { parts, ...reading } = specReading(clouds);
  const targetProblems = (spec: MachinesTestbedSpec) => machinesProblems(spec, cnis);
  const withType = { ...parts, machines: machinesSpecSchema };
  return machinesClusterOf(readSpec(data, { ...reading, parts: withType, wrong, targetProblems }), cnis);
}
