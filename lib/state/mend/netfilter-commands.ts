import { type Action, type Chain, type Host, netfilterOf, statements } from '../../datapath';
import type { DifferenceOf, PlacedRule } from '../diff/difference';

/** Sets a chain as it was computed, or takes away a rule that nobody computed. */
export function netfilterCommands(
  { computed, real }: DifferenceOf<'netfilter'>,
  host: Host,
): readonly (readonly string[])[] {
  const chains = netfilterOf(host)?.chains ?? [];
  const chainOf = (rule: PlacedRule) =>
    chains.find(({ table, name }) => table === rule.table && name === rule.chain);
  if (computed) {
    const chain = chainOf(computed);
    return chain ? [asComputed([...leadingTo(chain, chains), chain])] : [];
  }
  return real ? removal(real, chainOf(real)) : [];
}

/** The chains of its table that lead to a chain, by jumps: a rule that nothing leads to does nothing. */
function leadingTo(chain: Chain, chains: readonly Chain[]): readonly Chain[] {
  const found = new Set([chain]);
  for (const { name } of found) // grows while it is walked
    for (const one of chains)
      if (one.table === chain.table && one.rules.some(({ action }) => targetsOf(action).includes(name)))
        found.add(one);
  found.delete(chain);
  return [...found].reverse();
}

/** Chains that an action leads to. */
function targetsOf(action: Action): string[] {
  if (action.do === 'map') return action.entries.flatMap((entry) => targetsOf(entry.action));
  return 'chain' in action ? [action.chain] : [];
}

/** In one transaction, also where the table, or a chain that they jump to, is gone. */
function asComputed(chains: readonly Chain[]): string[] {
  const own = new Set(chains.map(({ name }) => name));
  const others = chains.flatMap(({ rules, table }) =>
    rules
      .flatMap(({ action }) => targetsOf(action))
      .flatMap((name) => (own.has(name) ? [] : [`add chain ${table} ${name}`])),
  );
  const lines = [
    ...new Set([...chains.map(({ table }) => `add table ${table}`), ...others]),
    ...chains.map(({ table, name, hook }) => `add chain ${table} ${name}${baseText(hook)}`),
    ...chains.flatMap(({ table, name, rules }) => [
      `flush chain ${table} ${name}`,
      ...statements(rules).map((text) => `add rule ${table} ${name} ${text}`),
    ]),
  ];
  return ['nft', lines.join('; ')];
}

const baseText = (hook: Chain['hook']) =>
  hook ? ` { type ${hook.type} hook ${hook.name} priority ${hook.priority}; policy ${hook.policy}; }` : '';

const iptables = /^(ip6?tables(?:-legacy)?):(\w+)$/;

function removal(
  { table, chain, text, handle, place, element }: PlacedRule,
  computed: Chain | undefined,
): string[][] {
  const legacy = iptables.exec(table);
  if (legacy) {
    const [, program = '', name = ''] = legacy;
    if (place === undefined) return [[program, '-t', name, '-P', chain, 'ACCEPT']];
    return [[program, '-t', name, ...wordsOf(text.replace(/^-A /, '-D '))]];
  }
  const where = [...table.split(' '), chain];
  if (place === undefined) return [['nft', 'chain', ...where, '{ policy accept; }']];
  // An element's rule holds others, which are to stay.
  const whole = element === undefined || !computed;
  if (handle !== undefined && whole) return [['nft', 'delete', 'rule', ...where, 'handle', `${handle}`]];
  return [computed ? asComputed([computed]) : ['nft', 'flush', 'chain', ...where]];
}

/** As iptables-save quotes them: words that hold more than plain signs are in double quotes. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? plain! : quoted.replace(/\\(.)/g, '$1'),
  );
}
