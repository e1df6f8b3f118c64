import { groupBy } from '../../../base/lists';
import type { NamedSet, SetField } from '../../../datapath';
import { NotUnderstood, type Reader } from '../answers/reader';
import { type Budget, elementSize } from '../netfilter/budget';
import { whyUnread } from '../netfilter/why-unread';
import { type Dimension, elementOf, fieldsOf } from './ipset-element';
import { linesOf, tokensOf } from './tokens';

const command = 'ipset save';

/** A set of ipset(8). */
export interface IpSet extends NamedSet {
  /** What its elements hold; undefined for lists of sets. */
  readonly dimensions?: readonly Dimension[];
  /** Whether a port comes with its protocol. */
  readonly withProtocol: boolean;
}

/** The sets by their names; undefined where they are not known. */
export function readIpSets(reader: Reader, budget: Budget): ReadonlyMap<string, IpSet> | undefined {
  const text = reader.text('sets', command);
  if (text === undefined) return undefined;
  const lines = groupBy(reader.each('sets', command, linesOf(text), lineOf), ({ verb }) => verb);
  const added = groupBy(lines.get('add') ?? [], ({ name }) => name);
  const elementsOf = (name: string) => (added.get(name) ?? []).map(({ words }) => words);
  const made = (lines.get('create') ?? []).map(({ name, words: [type = ''] }) =>
    setOf(name, type, elementsOf(name), reader, budget),
  );
  const sets = new Map(made.map((set) => [set.name, set]));
  return new Map(
    made.map((set) => [set.name, set.dimensions ? set : listed(set, elementsOf(set.name), sets, budget)]),
  );
}

interface Line {
  readonly verb: 'create' | 'add';
  readonly name: string;
  readonly words: readonly string[];
}

function lineOf(line: string): Line {
  const [verb, name, ...words] = (tokensOf(line) ?? []).map(({ text }) => text);
  if ((verb !== 'create' && verb !== 'add') || !name || !/^[^\p{C}]{1,31}$/u.test(name) || !words[0])
    throw new NotUnderstood('neither a set nor an element');
  return { verb, name, words };
}

function setOf(
  name: string,
  type: string,
  added: readonly (readonly string[])[],
  reader: Reader,
  budget: Budget,
): IpSet {
  const [method, parts = ''] = type.split(':');
  const withProtocol = method !== 'bitmap';
  const set = { table: 'ipset', name, withProtocol, elements: [] };
  if (method === 'list') return set;
  const dimensions = parts.split(',') as Dimension[];
  if (added.some(([, ...options]) => options.includes('nomatch')))
    return { ...set, dimensions, unread: 'it has exceptions' };
  let strange: string | undefined;
  const make = ([element = '']: readonly string[]) => {
    const made = elementOf(element, dimensions, withProtocol);
    if (!made) strange = element;
    return made;
  };
  const elements = budget.all(added, make, elementSize);
  if (elements) return { ...set, dimensions, elements };
  return { ...set, dimensions, unread: whyUnread(name, strange, reader, command) };
}

/** A list of sets holds what they hold, where all are alike. */
function listed(
  list: IpSet,
  members: readonly (readonly string[])[],
  sets: ReadonlyMap<string, IpSet>,
  budget: Budget,
): IpSet {
  const held = members.map(([name = '']) => sets.get(name));
  const [first] = held;
  const isAlike = (member: IpSet | undefined) =>
    member?.dimensions !== undefined &&
    member.unread === undefined &&
    `${member.dimensions}` === `${first!.dimensions}` &&
    member.withProtocol === first!.withProtocol;
  if (!held.every(isAlike)) return { ...list, unread: 'it is a list of unlike sets' };
  const elements = budget
    .all(
      held,
      (member) => member!.elements,
      ({ length }) => length,
    )
    ?.flat();
  if (!elements) return { ...list, unread: 'it has too many elements' };
  return {
    ...list,
    dimensions: first?.dimensions ?? [],
    withProtocol: first?.withProtocol ?? true,
    elements,
  };
}

/** What a rule asks of a packet by the set, with `src` or `dst` for each part; undefined where they do not fit. */
export function askedFields(
  { dimensions, withProtocol }: IpSet,
  directions: readonly string[],
): SetField[] | undefined {
  if (!dimensions || directions.length < dimensions.length) return undefined;
  return dimensions.flatMap((dimension, i) => fieldsOf(dimension, directions[i] === 'src', withProtocol));
}
