import { groupBy } from '../../../base/lists';
import type { Chain } from '../../../datapath';
import { isRuleOf, type NetfilterTraces } from '../traces';
import type { Finder, Found } from './finder';

/** `iptables:filter`, `ip6tables-legacy:nat`: how tables of iptables are named here. */
const tableName = /^(ip6?tables)(-legacy)?:(\w+)$/;

/**
 * Chains of iptables and the rules that lead to them, table by table. A table changes in one step: either all of it goes, or,
 * where a rule has changed meanwhile, nothing does and iptables says which one.
 */
export const iptables: Finder = ({ host }, { traces: { netfilter } }) =>
  [...groupBy(host.netfilter.chains, ({ table }) => table)].flatMap(([table, chains]) => {
    const [, program, legacy = '-nft', name] = tableName.exec(table) ?? [];
    if (program === undefined) return [];
    const { calls, own } = ownIn(chains, netfilter);
    if (calls.length + own.length === 0) return [];
    const lines = [
      `*${name}`,
      ...calls.map((rule) => rule.replace(/^-A /, '-D ')),
      ...own.map((chain) => `-F ${chain.name}`),
      ...own.map((chain) => `-X ${chain.name}`),
      'COMMIT',
    ];
    const found: Found = {
      kind: 'iptables',
      name: `${program}${legacy === '-nft' ? '' : legacy} ${name}`,
      with: [...own.map((chain) => `chain ${chain.name}`), ...calls.map((rule) => `rule ${rule}`)],
      harms: own.some(({ rules }) => rules.length > 0) || calls.length > 0 ? [{ code: 'rules-act' }] : [],
      commands: [fed(lines, `${program}${legacy}-restore --noflush --wait`)],
    };
    return [found];
  });

/** The owner's chains, and rules of other chains that are its own or call one of them. */
function ownIn(chains: readonly Chain[], traces: NetfilterTraces) {
  const own = chains.filter(({ hook, name, table }) => !hook && isRuleOf(traces, { table, chain: name }));
  const names = new Set(own.map(({ name }) => name));
  const calls = chains
    .filter(({ name }) => !names.has(name))
    .flatMap(({ name, table, rules }) =>
      rules.flatMap(({ text, comment, action }) =>
        (action.do === 'jump' && names.has(action.chain)) || isRuleOf(traces, { table, chain: name, comment })
          ? [text]
          : [],
      ),
    );
  return { calls, own };
}

/** A program that is given lines, each an argument of its own: no file is made, and no shell takes them apart. */
const fed = (lines: readonly string[], program: string) => [
  ...['sh', '-c', `printf "%s\\n" "$@" | ${program}`, 'sh'],
  ...lines,
];

/** Tables of nft that are all the owner's. */
export const tables: Finder = ({ tables: seen }, { traces: { netfilter } }) =>
  seen
    .filter((table) => netfilter.tables?.test(table))
    .map((name) => ({
      kind: 'table',
      name,
      with: [],
      harms: [{ code: 'rules-act' }],
      commands: [['nft', 'delete', 'table', ...name.split(' ')]],
    }));

/** Sets of ipset(8), which go when no rule asks them any more. */
export const sets: Finder = ({ host }, { traces: { netfilter } }) => {
  const names = host.netfilter.sets.flatMap(({ table, name, unread }) =>
    table === 'ipset' && unread !== 'it was not captured' && netfilter.sets?.test(name) ? [name] : [],
  );
  return names.map((name) => ({
    kind: 'set',
    name,
    with: [],
    harms: [],
    commands: [['ipset', 'destroy', name]],
  }));
};
