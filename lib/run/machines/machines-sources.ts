import type { Needed } from '../../provision/sources/needed';
import { type MachinesSource, machinesIn } from './machines-spec';

export type { Needed };

/**
 * All that the machines of a spec would fetch, for those who mirror it. No machine is asked.
 * @param source a file in YAML or JSON, or the spec itself, with the machines under `machines.hosts`
 * @throws SpecError with every problem of the file
 */
export async function machinesSources(source: MachinesSource): Promise<Needed> {
  const { neededBy } = await import('../../provision/sources/needed');
  return neededBy(machinesIn(source));
}
