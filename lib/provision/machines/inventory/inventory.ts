/** A file that lists machines: our own list, or an inventory of Ansible's. */
import { extname } from 'node:path';
import { append } from '../../../base/lists';
import type { TextPlace } from '../../../base/located';
import { type Problem, SpecError } from '../../../plan';
import { locatedIn, textIn } from '../../spec-file/text-file';
import { type AnsibleInventory, type Refused, writtenOut } from './ansible';
import { machinesOf } from './ansible-hosts';
import { readIni } from './ansible-ini';
import { readGroups } from './ansible-yaml';
import { saidElsewhere } from './variable-files';

/** The machines of such a file. */
export interface Inventory {
  /** As `machines.hosts` of a spec has them. */
  readonly hosts: readonly unknown[];
  /** Where a field is, such as `[2].ssh.port`. */
  place(field: string): TextPlace | undefined;
}

/** Endings of names that are YAML or JSON, as they are for Ansible; all others are INI. */
const yaml = ['.yaml', '.yml', '.json'];

const field = 'machines.inventory';

/** Reads such a file. @throws SpecError with all that cannot be read or is not taken, and where it is */
export function readInventory(file: string): Inventory {
  const text = textIn({ file, field });
  const start = { line: 1, column: 1 };
  if (/^(#!|\$ANSIBLE_VAULT)/.test(text)) throw errorOf(file, [{ ...noText, at: start }]);
  const isYaml = yaml.includes(extname(file).toLowerCase());
  const read = isYaml ? locatedIn(text, { file, field }) : undefined;
  const inventory = Array.isArray(read?.data)
    ? { hosts: read.data, place: read.place }
    : fromAnsible(read ? readGroups(read) : readIni(text), file);
  if (inventory.hosts.length > 0) return inventory;
  throw errorOf(file, [{ ...noMachine, at: start }]);
}

const noText: Refused = {
  code: 'inventory/syntax',
  rule: 'it is a program, or encrypted, and not read',
  remedy: writtenOut,
};

const noMachine: Refused = {
  code: 'inventory/machine',
  rule: 'it lists no machine',
  remedy: 'List those that are the nodes',
};

function fromAnsible(inventory: AnsibleInventory, file: string): Inventory {
  const machines = machinesOf(inventory);
  append(inventory.refused, saidElsewhere(file, inventory));
  if (inventory.refused.length > 0) throw errorOf(file, inventory.refused);
  return {
    hosts: machines.map(({ host }) => host),
    place: (path) => {
      const [, index, name = 'name'] = /^\[(\d+)\]\.?(.+)?$/.exec(path) ?? [];
      const places = machines[Number(index)]?.places;
      return places?.get(name) ?? places?.get('name');
    },
  };
}

/** What many machines are given by one group is said once. */
function errorOf(file: string, refused: readonly Refused[]): SpecError {
  const problems = refused.map(
    ({ code, of, value, rule, remedy, at }): Problem => ({
      ...{ code, rule, remedy },
      field: of === undefined ? field : `${field}.${of}`,
      value: value ?? (of === undefined ? `"${file}"` : 'given'),
      ...(at && { at: { file, ...at } }),
    }),
  );
  return new SpecError([...new Map(problems.map((one) => [JSON.stringify(one), one])).values()]);
}
