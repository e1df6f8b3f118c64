import {
  type Chain,
  type Host,
  type MapEntry,
  type Netfilter,
  netfilterOf,
  type Rule,
  type SetElement,
} from '../../../datapath';
import type { PlacedRule } from '../difference';
import { canonicalRule } from '../netfilter/canonical';
import { elementText } from '../netfilter/elements';
import { placedRules } from '../netfilter/placed-rules';
import type { DiffKind } from './kind';

/** Rules of packet filters and address translation, and chains that drop what no rule decides. */
export const netfilter: DiffKind<'netfilter'> = {
  kind: 'netfilter',
  entries: (host) => placedRules(rulesOf(host)),
  canonical: canonicalRule,
  identity: ({ table, chain }) => `${table} ${chain}`,
  ordered: true,
  replace: (host, from, to) => ({
    ...host,
    nat: [],
    filters: [],
    netfilter: withRule(withoutRule(rulesOf(host), from), to),
  }),
};

const rulesOf = (host: Host): Netfilter => netfilterOf(host) ?? { chains: [], sets: [] };

const isOf =
  ({ table, chain, families }: PlacedRule) =>
  (one: Chain) =>
    one.table === table && one.name === chain && one.families.join() === families.join();

function withoutRule({ chains, sets }: Netfilter, rule: PlacedRule | undefined): Netfilter {
  if (!rule) return { chains, sets };
  const { place, element } = rule;
  const without = (chain: Chain): Chain => {
    if (element) return withElements(chain, rule, (entries) => entries.filter(isNot(element)));
    if (place !== undefined) return { ...chain, rules: chain.rules.filter((_, at) => at !== place) };
    return chain.hook ? { ...chain, hook: { ...chain.hook, policy: 'accept' } } : chain;
  };
  return { sets, chains: chains.map((chain) => (isOf(rule)(chain) ? without(chain) : chain)) };
}

/** The chain with other entries in the map that the rule at that place looks up. */
function withElements(
  chain: Chain,
  { place }: PlacedRule,
  change: (entries: readonly MapEntry[]) => readonly MapEntry[],
): Chain {
  const changed = (rule: Rule, at: number): Rule =>
    at === place && rule.action.do === 'map'
      ? { ...rule, action: { ...rule.action, entries: change(rule.action.entries) } }
      : rule;
  return { ...chain, rules: chain.rules.map(changed) };
}

const leadsNowhere = ({ action, table }: PlacedRule, chains: readonly Chain[]): boolean =>
  'chain' in action && !chains.some((one) => one.table === table && one.name === action.chain);

const isNot =
  (element: SetElement) =>
  (one: MapEntry): boolean =>
    elementText(one.element) !== elementText(element);

/**
 * Into its own chain where the host has it, else into one of its own on the same hook. What leads to a chain that is not
 * there does nothing: what is in that chain are rules of their own.
 */
function withRule({ chains, sets }: Netfilter, rule: PlacedRule | undefined): Netfilter {
  if (!rule || leadsNowhere(rule, chains)) return { chains, sets };
  const { place, table, chain: name, families, hook } = rule;
  const own = chains.find(isOf(rule)) ?? {
    families,
    table,
    name,
    hook: { ...hook, policy: 'accept' as const },
    rules: [],
  };
  const { conditions, action, text, comment, element } = rule;
  if (element && place !== undefined && own.rules[place]?.action.do === 'map') {
    const entry = { element, action };
    const changed = withElements(own, rule, (entries) => [...entries.filter(isNot(element)), entry]);
    return { sets, chains: chains.map((chain) => (chain === own ? changed : chain)) };
  }
  const entry: Rule = { conditions, action, text, ...(comment !== undefined && { comment }) };
  const changed: Chain =
    place === undefined
      ? { ...own, hook: { ...hook, policy: 'drop' } }
      : { ...own, rules: [...own.rules.slice(0, place), entry, ...own.rules.slice(place)] };
  const others = chains.filter((chain) => chain !== own);
  return { sets: [...sets, ...rule.sets], chains: [...others, changed] };
}
