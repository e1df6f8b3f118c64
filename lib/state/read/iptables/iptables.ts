import type { Chain, Rule } from '../../../datapath';
import type { Family } from '../../../net';
import type { Reader } from '../answers/reader';
import { ruleText } from '../netfilter/text';
import { hookOf } from './hooks';
import type { IpSet } from './ipset';
import { type RuleContext, ruleOf } from './rule';
import { readSaved, type Saved, type SavedTable } from './saved';

/** The tables of one program, which has one family. */
interface Program {
  readonly name: 'iptables' | 'ip6tables';
  readonly family: Family;
}

const programs: readonly Program[] = [
  { name: 'iptables', family: 'ipv4' },
  { name: 'ip6tables', family: 'ipv6' },
];

/** The chains of iptables, and of which tables they are. */
export interface IptablesChains {
  readonly chains: readonly Chain[];
  /** Names of nft's tables and chains, `ip filter FORWARD`, that are among them. */
  readonly shown: ReadonlySet<string>;
}

/**
 * Reads what iptables-save and its like wrote, of both kinds of tables: those that nft has too, and the older ones.
 * @param wanted whether an answer that is missing is a gap: nft may have shown that there is nothing to ask for
 */
export function readIptables(
  reader: Reader,
  sets: ReadonlyMap<string, IpSet>,
  wanted: (program: Program) => boolean,
): IptablesChains {
  const found = programs.map((program) => readProgram(program, reader, sets, wanted(program)));
  return {
    chains: found.flatMap(({ chains }) => chains),
    shown: new Set(found.flatMap(({ shown }) => [...shown])),
  };
}

function readProgram(
  program: Program,
  reader: Reader,
  sets: ReadonlyMap<string, IpSet>,
  wanted: boolean,
): IptablesChains {
  const [command, legacyCommand] = [`${program.name}-save`, `${program.name}-legacy-save`];
  const chainsOf = ({ tables }: Saved, prefix: string, asked: string) =>
    tables.flatMap((table) =>
      tableChains(table, `${prefix}:${table.name}`, program.family, reader, asked, sets),
    );
  const saved = wanted || reader.answered(command) ? readSaved(reader, command) : undefined;
  const hasOlder = /-legacy tables present/.test(reader.warning(command));
  const older = reader.wasAsked(legacyCommand) || hasOlder ? readSaved(reader, legacyCommand) : undefined;
  const nft = saved && !saved.legacy ? saved : undefined;
  const legacy = older ?? (saved?.legacy ? saved : undefined);
  return {
    chains: [
      ...(nft ? chainsOf(nft, program.name, command) : []),
      ...(legacy ? chainsOf(legacy, `${program.name}-legacy`, older ? legacyCommand : command) : []),
    ],
    shown: new Set(
      nft?.tables.flatMap(({ name, chains }) =>
        chains.map((chain) => `${program.family === 'ipv4' ? 'ip' : 'ip6'} ${name} ${chain.name}`),
      ),
    ),
  };
}

function tableChains(
  { name, chains }: SavedTable,
  title: string,
  family: Family,
  reader: Reader,
  command: string,
  sets: ReadonlyMap<string, IpSet>,
): Chain[] {
  const names = new Set(chains.map((chain) => chain.name));
  const context: RuleContext = { family, isChain: (chain) => names.has(chain), set: (set) => sets.get(set) };
  return chains.map((chain) => {
    const hook = chain.policy && hookOf(name, chain.name, chain.policy);
    return {
      families: [family],
      table: title,
      name: chain.name,
      ...(hook && { hook }),
      rules: chain.rules.map((line) => ruleOf(line, context) ?? strange(line, reader, command)),
    };
  });
}

/** A rule that is not understood keeps its place. */
function strange(line: string, reader: Reader, command: string): Rule {
  reader.strange('iptables', command, line, 'not a rule');
  const text = ruleText(line);
  return { conditions: [], action: { do: 'unknown', text, ends: true }, text };
}
