import { groupBy } from '../../base/lists';
import type { Chain, ChainHook, Host } from '../../datapath';
import { netfilterOf, statements } from '../../datapath';

/** Names of the priorities that computed hosts use. */
const priorities: Readonly<Record<number, string>> = { [-300]: 'raw', 0: 'filter', 100: 'srcnat' };

/** A host's rules as input for `nft -f`: a table for each family and kind; empty where it has none. */
export function nftRuleset(host: Host): string {
  const tables = groupBy(netfilterOf(host)?.chains ?? [], ({ table }) => table);
  return [...tables]
    .flatMap(([name, chains]) => [`table ${name} {`, ...chains.flatMap(lines), '}', ''])
    .join('\n');
}

function lines({ name, hook, rules }: Chain): string[] {
  return [
    `  chain ${name} {`,
    ...(hook ? [`    ${hookText(hook)}`] : []),
    ...statements(rules).map((text) => `    ${text}`),
    '  }',
  ];
}

const hookText = ({ type, name, priority, policy }: ChainHook) =>
  `type ${type} hook ${name} priority ${priorities[priority] ?? priority}; policy ${policy};`;
