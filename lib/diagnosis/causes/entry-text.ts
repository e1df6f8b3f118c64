import { named } from '../../base/lists';
import type { EntryKind } from '../../state';
import type { WordsOf } from './cause-words';
import type { EntryCause, EntryWords } from './entry-cause';
import { mendText } from './phrases';

/** The kinds in words: one, and several. */
const nouns: Readonly<Record<EntryKind, readonly [one: string, many: string]>> = {
  link: ['link', 'links'],
  setting: ['setting', 'settings'],
  address: ['address', 'addresses'],
  route: ['route', 'routes'],
  'policy-rule': ['policy rule', 'policy rules'],
  neighbour: ['neighbour entry', 'neighbour entries'],
  forwarding: ['forwarding entry', 'forwarding entries'],
  netfilter: ['rule', 'rules'],
  sysctl: ['setting', 'settings'],
};

/** The words for each. */
export const entryWords: WordsOf<EntryCause> = {
  'entry-missing': (cause) => ({
    cause: `${whose(cause)} ${lacks(cause)} the ${noun(cause)} ${listed(cause, ({ computed }) => computed)}`,
    remedy: mendText(cause.mend, 'Set it again, or have what sets it do so: start its owner again'),
  }),
  'entry-extra': (cause) => ({
    cause: `${whose(cause)} ${has(cause)} the ${noun(cause)} ${listed(cause, ({ real }) => real)}, which the computed state has not`,
    remedy: mendText(cause.mend, 'Find out who set it, and take it away'),
  }),
  'entry-other': (cause) => ({
    cause: `${whose(cause)}: ${named(
      cause.entries.map((entry) => `${otherText(cause.kind, entry)}${onSome(entry)}`),
      '; ',
    )}`,
    remedy: mendText(cause.mend, 'Set it as computed, and find out who changed it'),
  }),
};

const whose = ({ where }: EntryCause) => named(where, ' and ');
const lacks = ({ where }: EntryCause) => (where.length > 1 ? 'lack' : 'lacks');
const has = ({ where }: EntryCause) => (where.length > 1 ? 'have' : 'has');
const noun = ({ kind, entries }: EntryCause) => nouns[kind][entries.length > 1 ? 1 : 0];

function listed({ kind, entries }: EntryCause, text: (entry: EntryWords) => string | undefined): string {
  return named(
    entries.map((entry) => {
      const words = kind === 'netfilter' ? `"${text(entry)}" in ${entry.key}` : `${text(entry)}`;
      return `${words}${onSome(entry)}`;
    }),
  );
}

const onSome = ({ at }: EntryWords) => (at ? ` (${named(at)})` : '');

function otherText(kind: EntryKind, { key, computed, real }: EntryWords): string {
  switch (kind) {
    case 'setting':
      return settingText(key, `${computed}`, `${real}`);
    case 'sysctl':
      return `${key} is ${real}, not ${computed}`;
    case 'netfilter':
      return `in ${key} the rule "${real}" is there in place of "${computed}"`;
    default:
      return `the ${nouns[kind][0]} ${real} is there in place of ${computed}`;
  }
}

/** @param key the link and what of it is set */
function settingText(key: string, computed: string, real: string): string {
  const [link, setting] = key.split(' ');
  if (setting === 'up') return `${link} is ${real === 'true' ? 'up' : 'down'}`;
  if (setting === 'arp' || setting === 'hairpin' || setting === 'isolated')
    return `${setting} is ${real === 'true' ? 'on' : 'off'} on ${link}`;
  return `${link} has ${setting} ${real}, not ${computed}`;
}
