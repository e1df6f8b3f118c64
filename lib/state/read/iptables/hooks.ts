import type { ChainHook, HookName } from '../../../datapath';

const hookNames: Readonly<Record<string, HookName>> = {
  PREROUTING: 'prerouting',
  INPUT: 'input',
  FORWARD: 'forward',
  OUTPUT: 'output',
  POSTROUTING: 'postrouting',
};

/** Where the tables of iptables hang (netfilter_ipv4.h in the kernel). */
const priorities: Readonly<Record<string, number>> = { raw: -300, mangle: -150, filter: 0, security: 50 };

/** Tables whose chains have fixed places. */
export const fixedTables: readonly string[] = [...Object.keys(priorities), 'nat'];

/** How a chain of a table that hooks call hangs on its hook; undefined for chains of other names. */
export function hookOf(table: string, chain: string, policy: ChainHook['policy']): ChainHook | undefined {
  const name = Object.hasOwn(hookNames, chain) ? hookNames[chain]! : undefined;
  if (!name) return undefined;
  return { name, type: typeOf(table, name), priority: priorityOf(table, name), policy };
}

function typeOf(table: string, hook: HookName): ChainHook['type'] {
  if (table === 'nat') return 'nat';
  return table === 'mangle' && hook === 'output' ? 'route' : 'filter';
}

/** Destinations are translated before the packet's way is chosen, sources after it. */
function priorityOf(table: string, hook: HookName): number {
  if (table === 'nat') return hook === 'prerouting' || hook === 'output' ? -100 : 100;
  return Object.hasOwn(priorities, table) ? priorities[table]! : 0;
}
