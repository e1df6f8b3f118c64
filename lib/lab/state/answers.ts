import type { CommandLine, FilterLine, Output } from '../../state/capture';
import type { KnownAtOnce } from './known-at-once';
import { alone, idleLines, type Question } from './questions';

/** What was answered, by the command line. */
export type Answers = Record<string, Output>;

const found = (stdout: string): Output => ({ stdout, stderr: '', exit: 0 });

/** What a program prints where there is nothing, as JSON and else. */
const nothing = found('[]\n');
const noLines = found('');

/** What need not be asked: what the kernel has said itself, and what there can be nothing of. */
export function knownAnswers(known: KnownAtOnce): Answers {
  const { settings, counters, sockets, nft } = known;
  const answers: Answers = {
    'sysctl net': found(settings),
    'cat /proc/net/snmp': found(counters),
    // asked later where a bridge heeds them, and where iptables or ipset have made some
    'bridge -j vlan show': nothing,
    'iptables-save': noLines,
    'ip6tables-save': noLines,
    'ipset save': noLines,
    // Nothing in a lab pins programs, and where no daemon runs there are no protocols.
    'find /sys/fs/bpf': noLines,
    'bpftool -j net show': found('[{"xdp":[],"tc":[],"flow_dissector":[]}]\n'),
    'birdc show protocols': found('Name       Proto      Table      State  Since         Info\n'),
  };
  if (sockets !== undefined) answers['ss -H -lntu'] = found(sockets);
  for (const line of idleLines(known)) answers[line] = nothing;
  if (!nft) answers['nft -j list ruleset'] = found('{"nftables": []}\n');
  return answers;
}

/** What a host is asked after its first answers. */
export function furtherQuestions(answers: Answers, { legacy }: KnownAtOnce): Question[] {
  const said = (line: CommandLine) => answers[line]?.stdout ?? '';
  const rules = said('nft -j list ruleset');
  const lines: (CommandLine | FilterLine | false)[] = [
    said('ip -j -d link show').includes('"vlan_filtering":1') && 'bridge -j vlan show',
    (hasTablesOfIptables(rules, 'ip') || legacy.ipv4) && 'iptables-save',
    (hasTablesOfIptables(rules, 'ip6') || legacy.ipv6) && 'ip6tables-save',
    legacy.ipv4 && 'iptables-legacy-save',
    legacy.ipv6 && 'ip6tables-legacy-save',
    rules.includes('"xt":') && 'ipset save',
    ...filterLines(said('tc -j qdisc show')),
  ];
  return lines.flatMap((line) => (line ? [alone(line)] : []));
}

/** Whether nft shows tables that iptables can have made: only iptables can read all of their rules. */
const hasTablesOfIptables = (rules: string, family: 'ip' | 'ip6') =>
  new RegExp(`"table": *\\{"family": *"${family}", *"name": *"(filter|nat|mangle|raw|security)"`).test(rules);

/** Both sides of each link that has a queue where programs hang. */
function filterLines(json: string): FilterLine[] {
  return queuesIn(json)
    .filter(({ kind }) => kind === 'clsact' || kind === 'ingress')
    .flatMap(({ dev }) =>
      (['ingress', 'egress'] as const).map((side): FilterLine => `tc -j filter show dev ${dev} ${side}`),
    );
}

function queuesIn(json: string): readonly { readonly kind?: string; readonly dev?: string }[] {
  try {
    return JSON.parse(json);
  } catch {
    return []; // tc was not asked, or has said why not
  }
}

/** Splits what a process said into the answers of its lines; undefined where it did not answer each. */
export function answersTo({ lines, batch }: Question, said: Output): Answers | undefined {
  const [line = ''] = lines;
  if (!batch) return { [line]: said };
  const each = said.stdout.split('\n').slice(0, -1);
  if (said.exit !== 0 || each.length !== lines.length) return undefined;
  return Object.fromEntries(lines.map((one, i) => [one, { ...said, stdout: `${each[i]}\n` }]));
}
