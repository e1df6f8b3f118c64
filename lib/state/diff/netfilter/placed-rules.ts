import type { Action, Chain, ChainHook, Condition, HookName, Netfilter, Rule } from '../../../datapath';
import type { PlacedRule } from '../difference';
import { elementConditions, elementText } from './elements';
import { Sets } from './sets';

/** In the order in which a packet meets them. */
const hookOrder: readonly HookName[] = ['prerouting', 'input', 'forward', 'output', 'postrouting'];

/** Chains inside of chains that are followed; the kernel takes 16 (NFT_JUMP_STACK_SIZE). */
const deepest = 16;

/**
 * The rules that packets can meet, in order, each with all conditions on the first way to it. Of maps of verdicts it is each
 * element, and what the chains hold that these lead to. Those that change nothing are left out, as are jumps to chains, for
 * what is in them; a second one, from a chain to another that was met already, is a rule like others.
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
  const met = new Set<Chain>();
  return hooked.flatMap(({ chain, hook }) => [
    ...inside({ chain, hook, chains, sets, met, conditions: [], depth: 0 }),
    ...(hook.policy === 'drop' ? [policyOf(chain, hook)] : []),
  ]);
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
  /** Chains that were met already: their rules are known by the first way to them. */
  readonly met: Set<Chain>;
  /** Of the jumps that lead here. */
  readonly conditions: readonly Condition[];
  readonly depth: number;
}

function inside(visit: Visit): PlacedRule[] {
  const { chain, depth, met } = visit;
  if (depth > deepest || met.has(chain)) return [];
  met.add(chain);
  return chain.rules.flatMap((rule, place) => {
    const { action } = rule;
    if (action.do === 'continue') return [];
    if (action.do === 'map') return elements(visit, rule, place, action);
    if (action.do !== 'jump' && action.do !== 'goto') return [placed(visit, rule, place)];
    const again = !chain.hook && isMet(visit, action.chain);
    return [...(again ? [placed(visit, rule, place)] : []), ...led(visit, action.chain, rule.conditions)];
  });
}

const next = ({ chain, chains }: Visit, name: string) => chains.get(keyOf(chain, name));

function isMet(visit: Visit, name: string): boolean {
  const to = next(visit, name);
  return to !== undefined && visit.met.has(to);
}

/** What is in the chain that a rule or an element leads to. */
function led(visit: Visit, name: string, own: readonly Condition[]): PlacedRule[] {
  const chain = next(visit, name);
  const conditions = [...visit.conditions, ...own];
  return chain ? inside({ ...visit, chain, conditions, depth: visit.depth + 1 }) : [];
}

/** The keys of a map do not overlap, so that their order decides nothing. */
function elements(
  visit: Visit,
  rule: Rule,
  place: number,
  { fields, entries }: Extract<Action, { do: 'map' }>,
): PlacedRule[] {
  const named = entries.map((entry) => ({ ...entry, name: elementText(entry.element) }));
  const inOrder = named.sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  return inOrder.flatMap(({ element, action, name }) => {
    const conditions = [...rule.conditions, ...elementConditions(fields, element)];
    const text = `${name} : ${action.do}${'chain' in action ? ` ${action.chain}` : ''}`;
    const entry = { ...placed(visit, { ...rule, conditions, action, text }, place), element };
    return [entry, ...('chain' in action ? led(visit, action.chain, conditions) : [])];
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
