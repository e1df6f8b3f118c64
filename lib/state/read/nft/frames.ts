import type { Reader } from '../answers/reader';
import type { NftTable, PlacedRule, ShownChain } from './document';
import { contentOf, fieldsOf, itemsOf, kindOf } from './expression';
import { seesPackets } from './table';

const command = 'nft -j list ruleset';

/** Hooks of the IP stack that rules' words have. */
const known = new Set(['prerouting', 'input', 'forward', 'output', 'postrouting']);
/** Statements that let a frame go on. */
const passing = new Set([
  'match',
  'counter',
  'log',
  'comment',
  'accept',
  'return',
  'continue',
  'jump',
  'goto',
  'vmap',
  'set',
  'limit',
  'mangle',
]);

/** Says which tables may stop frames (of bridges, of ARP, before the IP stack): these words have nothing for them. */
export function sayFrames(tables: readonly NftTable[], reader: Reader): void {
  for (const table of tables) {
    const chains = table.chains.filter(
      (chain) => chain.hook !== undefined && (!seesPackets(table) || !known.has(chain.hook)),
    );
    if (chains.length > 0 && !table.dormant && mayStop(table, chains))
      reader.gap({
        of: 'nft',
        command,
        why: 'not-understood',
        entry: `table ${table.family} ${table.name}`,
        details: `rules for frames, which may stop some: hook ${chains.map(({ hook }) => hook).join(', ')}`,
      });
  }
}

/** Whether a policy or any rule that frames come to does more than let them go on. */
function mayStop(table: NftTable, chains: readonly ShownChain[]): boolean {
  const names = new Set(chains.map(({ name }) => name));
  const isOnly = (rule: PlacedRule) =>
    !names.has(rule.chain) || rule.expr.every((statement) => !leads(statement));
  const rules =
    seesPackets(table) && table.rules.every(isOnly)
      ? table.rules.filter(({ chain }) => names.has(chain))
      : table.rules;
  const stops = (statement: unknown) =>
    !passing.has(kindOf(statement)?.[0] ?? '') ||
    verdicts(statement, table).some((verdict) => !passing.has(verdict));
  return chains.some(({ policy }) => policy === 'drop') || rules.some(({ expr }) => expr.some(stops));
}

const leads = (statement: unknown) => ['jump', 'goto', 'vmap'].includes(kindOf(statement)?.[0] ?? '');

/** The verdicts of a map that a statement looks up. */
function verdicts(statement: unknown, { maps }: NftTable): string[] {
  const { data } = fieldsOf(contentOf(statement, 'vmap'));
  const named = maps.find(({ name }) => data === `@${name}`)?.elem;
  return (named ?? itemsOf(contentOf(data, 'set'))).map((pair) => kindOf(itemsOf(pair)[1])?.[0] ?? '');
}
