/** What there is to know of a kind of entries, so that two states can be compared in it: one object each. */
import type { Host } from '../../../datapath';
import type { Entries, EntryKind } from '../difference';

/** A kind of entries. */
export interface DiffKind<Kind extends EntryKind> {
  readonly kind: Kind;
  /** A host's entries. @param other the same host in the other state: what is about a link that is missing there is left out */
  entries(host: Host, other: Host): readonly Entries[Kind][];
  /** Equal texts: nothing tells the two entries apart. */
  canonical(entry: Entries[Kind]): string;
  /** What it is the entry of: two entries of one identity are the same thing with other values. */
  identity(entry: Entries[Kind]): string;
  /** Whether the order of the entries means something. @default false */
  readonly ordered?: true;
  /** The host with one entry in place of another. Absent: none. */
  replace(host: Host, from: Entries[Kind] | undefined, to: Entries[Kind] | undefined): Host;
}

/** The list with one entry in place of another, at its end. */
export function exchanged<Entry>(
  list: readonly Entry[],
  { canonical }: { canonical(entry: Entry): string },
  from: Entry | undefined,
  to: Entry | undefined,
): Entry[] {
  const gone = from && canonical(from);
  return [...list.filter((entry) => gone === undefined || canonical(entry) !== gone), ...(to ? [to] : [])];
}
