/** Entries in the words of the tools that show and set them. */
import { addressWords, forwardingWords, neighbourWords, routeWords } from '../../datapath';
import type { Difference, Entries, EntryKind } from './difference';
import { policyRuleWords } from './policy-rule-words';

const texts: { readonly [Kind in EntryKind]: (entry: Entries[Kind]) => string } = {
  link: (link) => `${link.name} (${link.type === 'other' ? link.kind : link.type})`,
  setting: ({ value }) => value,
  address: ({ link, ...entry }) => addressWords(entry, link).join(' '),
  route: (route) => routeWords(route).join(' '),
  'policy-rule': (rule) => policyRuleWords(rule).join(' '),
  neighbour: (entry) => neighbourWords(entry).join(' '),
  forwarding: (entry) => forwardingWords(entry).join(' '),
  netfilter: ({ text, comment }) => comment ?? text,
  sysctl: ({ value }) => value,
};

/** Both sides of a difference in words; a side that has no such entry is absent. */
export function entryTexts(difference: Difference): { readonly computed?: string; readonly real?: string } {
  const text = texts[difference.kind] as (entry: Entries[EntryKind]) => string;
  const { computed, real } = difference;
  return { ...(computed && { computed: text(computed) }), ...(real && { real: text(real) }) };
}

/** Equal texts: the same difference, be it on another host. */
export const sameText = (one: Difference): string =>
  JSON.stringify([one.kind, one.change, one.key, entryTexts(one)]);
