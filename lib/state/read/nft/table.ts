import { groupBy } from '../../../base/lists';
import type { Chain, ChainHook, HookName, NamedSet } from '../../../datapath';
import type { Reader } from '../answers/reader';
import type { Budget } from '../netfilter/budget';
import type { NftTable, PlacedRule, ShownChain } from './document';
import type { Families } from './key';
import type { RuleContext } from './meaning';
import { ruleOf } from './rule';
import { namedSet } from './sets';

const hooks: readonly HookName[] = ['prerouting', 'input', 'forward', 'output', 'postrouting'];

/** The families whose packets a table sees; none of those that see frames. */
const families: Readonly<Record<NftTable['family'], Families>> = {
  ip: ['ipv4'],
  ip6: ['ipv6'],
  inet: ['ipv4', 'ipv6'],
  arp: [],
  bridge: [],
  netdev: [],
};

/** Whether packets of a table's family come to its chains at all. */
export const seesPackets = ({ family }: NftTable): boolean => families[family].length > 0;

/** A table in rules' words. */
export function tableInWords(
  table: NftTable,
  reader: Reader,
  budget: Budget,
): { readonly chains: Chain[]; readonly sets: NamedSet[] } {
  const title = `${table.family} ${table.name}`;
  const unnamed: NamedSet[] = [];
  const context: RuleContext = {
    families: families[table.family],
    budget,
    maps: new Map(table.maps.map((map) => [map.name, map])),
    keep: (elements) => {
      const name = `#${unnamed.length + 1}`;
      unnamed.push({ table: title, name, elements });
      return name;
    },
  };
  const rules = groupBy(table.rules, ({ chain }) => chain);
  const chains = withUndeclared(table, rules).flatMap((chain) =>
    chainsOf(chain, rules.get(chain.name) ?? [], table, context),
  );
  const sets = table.sets.map((set) => namedSet(set, reader, budget));
  return { chains, sets: [...sets, ...unnamed] };
}

/** Chains of which only rules were understood are kept. */
function withUndeclared(
  { family, name, chains }: NftTable,
  rules: ReadonlyMap<string, unknown>,
): ShownChain[] {
  const declared = new Set(chains.map((chain) => chain.name));
  const others = [...rules.keys()].filter((chain) => !declared.has(chain));
  return [...chains, ...others.map((chain) => ({ family, table: name, name: chain }))];
}

/** A chain, and those that its rules need for themselves. */
function chainsOf(
  chain: ShownChain,
  shown: readonly PlacedRule[],
  table: NftTable,
  context: RuleContext,
): Chain[] {
  const common = { families: context.families, table: `${table.family} ${table.name}` };
  const words = shown.map((rule) => ruleOf(rule, context));
  const hook = table.dormant ? undefined : hookOf(chain);
  return [
    { ...common, name: chain.name, ...(hook && { hook }), rules: words.flatMap(({ rules }) => rules) },
    ...words.flatMap(({ chains }) => chains).map((own) => ({ ...common, ...own })),
  ];
}

/** How the chain hangs on a hook; undefined for those that are jumped to. */
function hookOf({ hook, type, prio, policy }: ShownChain): ChainHook | undefined {
  const name = hooks.find((known) => known === hook);
  if (!name) return undefined;
  return {
    name,
    type: type === 'nat' || type === 'route' ? type : 'filter',
    priority: prio ?? 0,
    policy: policy ?? 'accept',
  };
}
