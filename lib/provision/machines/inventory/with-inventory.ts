/** A spec whose machines are listed in a file of their own. */
import { isAbsolute, join } from 'node:path';
import { collect, type Problem } from '../../../plan';
import { type SpecData, withPlace } from '../../spec-file/spec-data';
import { type Inventory, readInventory } from './inventory';

/** How such a file is named. */
export interface InventoryNames {
  /** Name of the spec, for problems. */
  readonly source: string;
  /** Folder from which the spec's `machines.inventory` is seen. @default the current one */
  readonly folder?: string;
  /** File in place of the one that the spec names, seen from the current folder. @default none */
  readonly inventory?: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** The spec with the machines of its inventory as `machines.hosts`; where it names none, as it is. */
export function withInventory(spec: SpecData, names: InventoryNames): SpecData {
  const data = spec.data ?? {};
  if (!isFields(data)) return spec;
  const { machines = {} } = data;
  if (!isFields(machines)) return spec;
  const { inventory, ...others } = machines;
  const file = names.inventory ?? seenFrom(names.folder, inventory);
  if (file === undefined) return spec;
  const wrong: Problem[] = isList(others.hosts) ? [twoLists(others.hosts, file)] : [];
  const read = wrong.length > 0 ? undefined : collect(wrong, () => readInventory(file));
  const filled = { ...data, machines: { ...others, ...(read && { hosts: read.hosts }) } };
  if (read) return { ...spec, data: filled, place: placesIn(spec, read, file) };
  const place = names.inventory === undefined ? spec.place : placesBeside(spec);
  const placed = wrong.map((problem) => withPlace(problem, names.source, place?.(problem.field)));
  return { ...spec, data: filled, place, wrong: [...(spec.wrong ?? []), ...placed] };
}

/** What is no name of a file is left to the schema. */
function seenFrom(folder = '', inventory: unknown): string | undefined {
  if (typeof inventory !== 'string' || inventory === '') return undefined;
  return isAbsolute(inventory) ? inventory : join(folder, inventory);
}

/** An empty list is as good as none. */
const isList = (hosts: unknown) => hosts !== undefined && !(Array.isArray(hosts) && hosts.length === 0);

function twoLists(hosts: unknown, file: string): Problem {
  return {
    code: 'machines/two-lists',
    field: 'machines.hosts',
    value: Array.isArray(hosts) ? `${hosts.length} of them` : 'given',
    rule: `${file} lists the machines too, and there is one list of them`,
    remedy: 'Remove machines.hosts, or name no inventory',
  };
}

/** Machines are in the inventory, all other fields in the spec. */
function placesIn(spec: SpecData, { place }: Inventory, file: string): SpecData['place'] {
  return (field) => {
    const [, inside] = /^machines\.hosts\b(.*)$/.exec(field) ?? [];
    if (inside === undefined) return spec.place?.(field);
    return { file, ...(place(inside) ?? { line: 1, column: 1 }) };
  };
}

/** What a flag names is nowhere in the spec. */
const placesBeside =
  (spec: SpecData): SpecData['place'] =>
  (field) =>
    /^machines\.inventory\b/.test(field) ? undefined : spec.place?.(field);

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
