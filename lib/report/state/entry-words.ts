/** Entries of a machine's state in short words: what differs once, and not again in each of its values. */
import type { DiffRow } from './state-facts';

const kinds: Readonly<Record<string, string>> = {
  'policy-rule': 'policy rule',
  neighbour: 'neighbour entry',
  forwarding: 'forwarding entry',
  netfilter: 'rule in',
  sysctl: 'kernel setting',
};

/** The kind of an entry, and what it is the entry of: `route 10.244.2.0/24`. */
export function entryName({ kind, key }: Pick<DiffRow, 'kind' | 'key'>): string {
  return `${kinds[kind] ?? kind} ${key}`;
}

/** Both sides without the words that the entry's name has already; `none` where a side has no such entry. */
export function entrySides(row: Pick<DiffRow, 'kind' | 'key' | 'computed' | 'real'>): {
  readonly computed: string;
  readonly real: string;
} {
  return { computed: sideText(row, row.computed), real: sideText(row, row.real) };
}

function sideText({ kind, key }: Pick<DiffRow, 'kind' | 'key'>, text: string | undefined): string {
  if (text === undefined) return 'none';
  if (kind === 'setting') return yesOrNo[text] ?? text;
  const short = text.startsWith(`${key} `) ? text.slice(key.length).trim() : text;
  return short || text;
}

const yesOrNo: Readonly<Record<string, string>> = { true: 'yes', false: 'no' };
