import { type Chain, type Host, type Netfilter, netfilterOf, type Rule } from '../../../datapath';
import type { PlacedRule } from '../difference';
import { canonicalRule } from '../netfilter/canonical';
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
  const { place } = rule;
  const without = (chain: Chain): Chain => {
    if (place !== undefined) return { ...chain, rules: chain.rules.filter((_, at) => at !== place) };
    return chain.hook ? { ...chain, hook: { ...chain.hook, policy: 'accept' } } : chain;
  };
  return { sets, chains: chains.map((chain) => (isOf(rule)(chain) ? without(chain) : chain)) };
}

/** Into its own chain where the host has it, else into one of its own on the same hook. */
function withRule({ chains, sets }: Netfilter, rule: PlacedRule | undefined): Netfilter {
  if (!rule) return { chains, sets };
  const { place, table, chain: name, families, hook } = rule;
  const own = chains.find(isOf(rule)) ?? {
    families,
    table,
    name,
    hook: { ...hook, policy: 'accept' as const },
    rules: [],
  };
  const { conditions, action, text, comment } = rule;
  const entry: Rule = { conditions, action, text, ...(comment !== undefined && { comment }) };
  const changed: Chain =
    place === undefined
      ? { ...own, hook: { ...hook, policy: 'drop' } }
      : { ...own, rules: [...own.rules.slice(0, place), entry, ...own.rules.slice(place)] };
  const others = chains.filter((chain) => chain !== own);
  return { sets: [...sets, ...rule.sets], chains: [...others, changed] };
}
