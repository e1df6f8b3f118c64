import type { Chain, NamedSet, Netfilter } from '../../../datapath';
import type { Reader } from '../answers/reader';
import { type IpSet, readIpSets } from '../iptables/ipset';
import { readIptables } from '../iptables/iptables';
import { type NftTable, readTables } from '../nft/document';
import { kindOf } from '../nft/expression';
import { sayFrames } from '../nft/frames';
import { seesPackets, tableInWords } from '../nft/table';
import { Budget } from './budget';

/**
 * All rules. Of the tables that iptables and nft both show, iptables-save has the rules, as nft names most of what iptables
 * put there without saying what it does; nft has the rest, and each chain's place.
 * @param isMachine whether sets of ipset(8) are asked for: pods have none of their own to be asked
 */
export function readNetfilter(reader: Reader, isMachine: boolean): Netfilter {
  const budget = new Budget();
  const tables = readTables(reader);
  const sets = isMachine || reader.wasAsked('ipset save') ? readIpSets(reader, budget) : undefined;
  const known = sets ?? new Map<string, IpSet>();
  const iptables = readIptables(
    reader,
    known,
    ({ family }) => !tables || tables.some((table) => hasForeign(table, family === 'ipv4' ? 'ip' : 'ip6')),
  );
  sayFrames(tables ?? [], reader);
  const native = (tables ?? [])
    .filter(seesPackets)
    .map((table) => tableInWords(without(table, iptables.shown), reader, budget));
  const chains = [...placed(iptables.chains, tables ?? []), ...native.flatMap((table) => table.chains)];
  return {
    chains,
    sets: [...native.flatMap((table) => table.sets), ...known.values(), ...missing(chains, known)].map(plain),
  };
}

/** Whether the table holds what iptables put there. */
function hasForeign(table: NftTable, family: string): boolean {
  return (
    table.family === family &&
    table.rules.some(({ expr }) => expr.some((statement) => kindOf(statement)?.[0] === 'xt'))
  );
}

/** A table without the chains that iptables-save has; the sets of one that has no others are iptables' own. */
function without(table: NftTable, shown: ReadonlySet<string>): NftTable {
  const isShown = (chain: string) => shown.has(`${table.family} ${table.name} ${chain}`);
  return {
    ...table,
    chains: table.chains.filter(({ name }) => !isShown(name)),
    rules: table.rules.filter(({ chain }) => !isShown(chain)),
  };
}

/** The chains of iptables at the priorities that nft shows. */
function placed(chains: readonly Chain[], tables: readonly NftTable[]): Chain[] {
  const priorities = new Map<string, number | undefined>(
    tables.flatMap(({ family, name, chains }) =>
      chains.map(
        (chain) =>
          [`${family === 'ip' ? 'iptables' : 'ip6tables'}:${name} ${chain.name}`, chain.prio] as const,
      ),
    ),
  );
  return chains.map((chain) => {
    const priority = priorities.get(`${chain.table} ${chain.name}`);
    return chain.hook && priority !== undefined ? { ...chain, hook: { ...chain.hook, priority } } : chain;
  });
}

/** Sets that rules of iptables ask, and that were not read. */
function missing(chains: readonly Chain[], known: ReadonlyMap<string, IpSet>): NamedSet[] {
  const asked = chains
    .filter(({ table }) => table.includes(':'))
    .flatMap(({ rules }) =>
      rules.flatMap(({ conditions }) =>
        conditions.flatMap((condition) => (condition.on === 'set' ? [condition.set] : [])),
      ),
    );
  return [...new Set(asked)]
    .filter((name) => !known.has(name))
    .map((name) => ({ table: 'ipset', name, elements: [], unread: 'it was not captured' }));
}

const plain = ({ table, name, elements, unread }: NamedSet): NamedSet => ({
  table,
  name,
  elements,
  ...(unread !== undefined && { unread }),
});
