/** Spec files, YAML or JSON. */
import { dirname } from 'node:path';
import { SpecError, type TestbedSpec } from '../../plan';
import { specReading } from '../../provision/cloud';
import { clouds } from '../../provision/clouds';
import { withInventory } from '../../provision/machines/inventory/with-inventory';
import { type SpecData, withPlace } from '../../provision/spec-file/spec-data';
import { locatedIn, textIn } from '../../provision/spec-file/text-file';
import { readSpec } from '../../read-spec';

/**
 * Reads a spec file, with the problems of every target's part, and the machines of the inventory that it names.
 * @throws SpecError with every problem at once, each with its line
 */
export function readSpecFile(file: string): TestbedSpec {
  const { data, place, wrong } = specFile(file);
  try {
    return readSpec(data ?? {}, { ...specReading(clouds), wrong });
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new SpecError(error.problems.map((problem) => withPlace(problem, file, place?.(problem.field))));
  }
}

/**
 * The data of a spec file, which is not looked into but for the inventory that it names.
 * @param inventory file with its machines in its place. @default what the spec names
 * @throws SpecError where it cannot be read, or is neither YAML nor JSON
 */
export function specFile(file: string, inventory?: string): SpecData {
  const named = { file, field: 'spec' };
  const { data, place } = locatedIn(textIn(named), named);
  return withInventory({ data, place }, { source: file, folder: dirname(file), inventory });
}
