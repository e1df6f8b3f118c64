import * as z from 'zod';
import type { Action, MapEntry, NamedSet, SetElement } from '../../../datapath';
import type { Reader } from '../answers/reader';
import { type Budget, elementSize } from '../netfilter/budget';
import { whyUnread } from '../netfilter/why-unread';
import { bare, contentOf, itemsOf } from './expression';
import { keyOf } from './key';
import { kindOfField, setValue, type ValueKind } from './value';

/** Kinds of the values of a set, by the names of their types. */
const kindsOfTypes: Readonly<Record<string, ValueKind>> = {
  ipv4_addr: 'address',
  ipv6_addr: 'address',
  inet_service: 'port',
  inet_proto: 'protocol',
  ifname: 'link',
  iface_index: 'link',
  ct_state: 'state',
};

/** A set or a map, as nft shows it. */
export const setSchema = z.object({
  family: z.string(),
  table: z.string(),
  name: z.string(),
  /** A name of a type or several; from nftables 1.1 on also an expression of that type. */
  type: z.unknown().optional(),
  map: z.unknown().optional(),
  elem: z.array(z.unknown()).default([]),
});
/** A set or a map. */
export type ShownSet = z.infer<typeof setSchema>;

/** The kinds of the fields of a set's elements. */
export function kindsOf(type: unknown): ValueKind[] {
  const [named, typed] = [type, contentOf(type, 'typeof')];
  const parts =
    typed === undefined ? (Array.isArray(named) ? named : [named]) : (contentOf(typed, 'concat') ?? [typed]);
  return itemsOf(parts).flatMap((part): ValueKind[] => {
    if (typeof part !== 'string') return [kindOfField[keyOf(part, []).field]];
    return part
      .split(' . ')
      .map((name) => (Object.hasOwn(kindsOfTypes, name) ? kindsOfTypes[name]! : 'other'));
  });
}

/** An element in rules' words; undefined where they have nothing for it. */
export function elementOf(shown: unknown, kinds: readonly ValueKind[]): SetElement | undefined {
  const plain = bare(shown);
  const concat = contentOf(plain, 'concat');
  const parts = concat === undefined ? [plain] : itemsOf(concat);
  const values = parts.map((part, i) =>
    part === '*' ? undefined : setValue(kinds[i] ?? 'other', bare(part)),
  );
  return values.length === kinds.length && values.every((value) => value !== undefined) ? values : undefined;
}

/** A named set; one with an element that is not understood is unread. */
export function namedSet(
  { table, family, name, type, elem }: ShownSet,
  reader: Reader,
  budget: Budget,
): NamedSet {
  const kinds = kindsOf(type);
  const set = { table: `${family} ${table}`, name };
  let strange: unknown;
  const make = (element: unknown) => {
    const made = elementOf(element, kinds);
    if (!made) strange = element;
    return made;
  };
  const elements = budget.all(elem, make, elementSize);
  if (elements) return { ...set, elements };
  return { ...set, elements: [], unread: whyUnread(name, strange, reader, 'nft -j list ruleset') };
}

/** The entries of a map, with the action that is made of each one's value; undefined where one is not understood. */
export function mapEntries(
  elements: readonly unknown[],
  kinds: readonly ValueKind[],
  actionOf: (value: unknown) => Action | undefined,
  budget: Budget,
): MapEntry[] | undefined {
  const make = (pair: unknown): MapEntry | undefined => {
    const [key, value] = itemsOf(pair);
    const [element, action] = [elementOf(key, kinds), actionOf(value)];
    return element && action && { element, action };
  };
  return budget.all(elements, make, ({ element }) => elementSize(element));
}
