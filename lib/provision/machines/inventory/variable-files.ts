/** Files beside an inventory from which Ansible takes variables too. */
import { type Dirent, readdirSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { type LocatedData, located } from '../../../base/located';
import { readWhole } from '../../../base/read-whole';
import type { AnsibleInventory, Refused } from './ansible';
import { isOfMachines } from './variables';

/** Size of one that is looked into, in bytes. */
const largest = 2 ** 20;

/** What they say of how machines are reached, or what they are: the testbed takes that from the inventory alone. */
export function saidElsewhere(file: string, { groups, hosts }: AnsibleInventory): Refused[] {
  const besides = (folder: string) => join(dirname(file), folder);
  return [
    ...filesOf(besides('group_vars'), (name) => name === 'all' || groups.has(name)),
    ...filesOf(besides('host_vars'), (name) => hosts.has(name)),
  ].flatMap(refusedIn);
}

/** Files of these names with or without an ending, and those in folders of these names. */
function filesOf(folder: string, isWanted: (name: string) => boolean): string[] {
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isWanted(entry.name) ? filesOf(path, () => true) : [];
    const { name, ext } = parse(entry.name);
    return isWanted(/^\.(ya?ml|json)$/.test(ext) ? name : entry.name) ? [path] : [];
  });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // there is none
  }
}

function refusedIn(file: string): Refused[] {
  const read = variablesIn(file);
  return Object.keys(read?.data ?? {})
    .filter(isOfMachines)
    .map((name) => ({
      ...{ code: 'inventory/variable', of: name, at: { line: 1, column: 1, ...read?.placeOf([name]), file } },
      rule: 'Ansible would take it from there, and the testbed takes it from the inventory alone',
      remedy: 'Write it there. `ansible-inventory -i FILE --list --yaml` writes one with all of them',
    }));
}

/** What is encrypted, or cannot be read, says nothing. */
function variablesIn(file: string): LocatedData | undefined {
  try {
    return located(readWhole(file, largest).toString());
  } catch {
    return undefined;
  }
}
