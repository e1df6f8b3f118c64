import type { Chain, ChainHook, Condition, HookName, Netfilter, Rule } from '../../../datapath';
import type { PlacedRule } from '../difference';
import { Sets } from './sets';

/** In the order in which a packet meets them. */
const hookOrder: readonly HookName[] = ['prerouting', 'input', 'forward', 'output', 'postrouting'];

/** Chains inside of chains that are followed; the kernel takes 16 (NFT_JUMP_STACK_SIZE). */
const deepest = 16;

/**
 * The rules that packets can meet, in order, each with all conditions on the first way to it. Those that change nothing are
 * left out.
 */
export function placedRules(netfilter: Netfilter): PlacedRule[] {
  const chains = new Map(netfilter.chains.map((chain) => [keyOf(chain, chain.name), chain]));
  const sets = new Sets(netfilter.sets);
  const hooked = netfilter.chains
    .flatMap((chain) => (chain.hook ? [{ chain, hook: chain.hook }] : []))
    .sort(
      (a, b) =>
        rank(a.hook) - rank(b.hook) || a.hook.priority - b.hook.priority || byFamilies(a.chain, b.chain),
    );
  const found = hooked.flatMap(({ chain, hook }) => [
    ...inside({ chain, hook, chains, sets, conditions: [], depth: 0 }),
    ...(hook.policy === 'drop' ? [policyOf(chain, hook)] : []),
  ]);
  const once = new Map(
    found
      .reverse()
      .map((rule) => [`${rule.families.join()} ${rule.table} ${rule.chain} ${rule.place}`, rule]),
  );
  return [...once.values()].reverse();
}

/** No packet meets chains of two families, and tools list their tables in any order. */
const byFamilies = (a: Chain, b: Chain): number => a.families.join().localeCompare(b.families.join());

const rank = ({ name }: ChainHook) => hookOrder.indexOf(name);
const keyOf = ({ table, families }: Chain, name: string) => `${families.join()} ${table} ${name}`;

interface Visit {
  readonly chain: Chain;
  readonly hook: ChainHook;
  readonly chains: ReadonlyMap<string, Chain>;
  readonly sets: Sets;
  /** Of the jumps that lead here. */
  readonly conditions: readonly Condition[];
  readonly depth: number;
}

function inside(visit: Visit): PlacedRule[] {
  const { chain, chains, depth } = visit;
  if (depth > deepest) return [];
  return chain.rules.flatMap((rule, place) => {
    const { action } = rule;
    if (action.do === 'continue') return [];
    if (action.do !== 'jump' && action.do !== 'goto') return [placed(visit, rule, place)];
    const next = chains.get(keyOf(chain, action.chain));
    const conditions = [...visit.conditions, ...rule.conditions];
    return next ? inside({ ...visit, chain: next, conditions, depth: depth + 1 }) : [];
  });
}

function placed({ chain, hook, sets, conditions }: Visit, rule: Rule, place: number): PlacedRule {
  const all = [...conditions, ...rule.conditions].map((condition) => sets.expanded(condition, chain.table));
  return {
    families: chain.families,
    hook,
    table: chain.table,
    chain: chain.name,
    conditions: all,
    sets: sets.askedBy(all, chain.table),
    action: rule.action,
    text: rule.text,
    ...(rule.comment !== undefined && { comment: rule.comment }),
    ...(rule.handle !== undefined && { handle: rule.handle }),
    place,
  };
}

function policyOf(chain: Chain, hook: ChainHook): PlacedRule {
  return {
    families: chain.families,
    hook,
    table: chain.table,
    chain: chain.name,
    conditions: [],
    sets: [],
    action: { do: 'drop' },
    text: `policy ${hook.policy}`,
  };
}
