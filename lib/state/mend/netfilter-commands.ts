import { type Chain, type Host, netfilterOf } from '../../datapath';
import type { DifferenceOf, PlacedRule } from '../diff/difference';

/** Sets a chain as it was computed, or takes away a rule that nobody computed. */
export function netfilterCommands(
  { computed, real }: DifferenceOf<'netfilter'>,
  host: Host,
): readonly (readonly string[])[] {
  const chainOf = (rule: PlacedRule) =>
    netfilterOf(host)?.chains.find(({ table, name }) => table === rule.table && name === rule.chain);
  if (computed) {
    const chain = chainOf(computed);
    return chain ? [chainAsComputed(chain)] : [];
  }
  return real ? removal(real, chainOf(real)) : [];
}

/** In one transaction, also where the table is gone. */
function chainAsComputed({ table, name, hook, rules }: Chain): string[] {
  const where = `${table} ${name}`;
  const base = hook
    ? ` { type ${hook.type} hook ${hook.name} priority ${hook.priority}; policy ${hook.policy}; }`
    : '';
  const lines = [
    `add table ${table}`,
    `add chain ${where}${base}`,
    `flush chain ${where}`,
    ...rules.map(({ text }) => `add rule ${where} ${text}`),
  ];
  return ['nft', lines.join('; ')];
}

const iptables = /^(ip6?tables(?:-legacy)?):(\w+)$/;

function removal({ table, chain, text, handle, place }: PlacedRule, computed: Chain | undefined): string[][] {
  const legacy = iptables.exec(table);
  if (legacy) {
    const [, program = '', name = ''] = legacy;
    if (place === undefined) return [[program, '-t', name, '-P', chain, 'ACCEPT']];
    return [[program, '-t', name, ...wordsOf(text.replace(/^-A /, '-D '))]];
  }
  const where = [...table.split(' '), chain];
  if (place === undefined) return [['nft', 'chain', ...where, '{ policy accept; }']];
  if (handle !== undefined) return [['nft', 'delete', 'rule', ...where, 'handle', `${handle}`]];
  return [computed ? chainAsComputed(computed) : ['nft', 'flush', 'chain', ...where]];
}

/** As iptables-save quotes them: words that hold more than plain signs are in double quotes. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? plain! : quoted.replace(/\\(.)/g, '$1'),
  );
}
