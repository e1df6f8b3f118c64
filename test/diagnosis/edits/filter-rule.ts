import type { Command } from './edit';

/** One more rule in a table of somebody else's. */
export function filterRule(where: string, hook: string, ...words: string[]): Command[] {
  const chain = `{ type filter hook ${hook} priority 0; }`;
  return [
    [where, 'nft', 'add', 'table', 'inet', 'site'],
    [where, 'nft', 'add', 'chain', 'inet', 'site', hook, chain],
    [where, 'nft', 'add', 'rule', 'inet', 'site', hook, ...words],
  ];
}
