/** What a host of the lab is asked, with as few processes as can be: there may be hundreds of hosts. */
import { type CommandLine, commandWords, type FilterLine, wireguardCommands } from '../../state/capture';
import { birdSocket } from '../realise/run-bird';
import type { KnownAtOnce } from './known-at-once';

/** A host whose state is to be read. */
export interface HostToRead {
  readonly namespace: string;
  /** Whether a routing daemon runs there. */
  readonly bird: boolean;
}

/** A program to run, and the command lines that it answers. */
export interface Question {
  /** Program and arguments; none has a space in it. */
  readonly words: readonly string[];
  readonly lines: readonly (CommandLine | FilterLine)[];
  /** What the program reads: a question for each line, which it answers in a line each. @default the words ask it */
  readonly batch?: readonly string[];
}

type Batch = Readonly<Partial<Record<CommandLine, string>>>;

const ofBoth: Batch = {
  'ip -j -d addr show': 'addr show', // behind `link show` it says more than it does alone
  'ip -j -d link show': 'link show',
  'ip -j -d route show table all': 'route show table all',
  'ip -j -d rule show': 'rule show',
  'ip -j -d neigh show': 'neigh show',
};

/** In a batch of its own, as `-6` holds for a whole batch. */
const ipv6Batch: Batch = {
  'ip -j -d -6 route show table all': 'route show table all',
  'ip -j -d -6 rule show': 'rule show',
  'ip -j -d -6 neigh show': 'neigh show',
};

const bridgeBatch: Batch = { 'bridge -j fdb show': 'fdb show', 'bridge -j -d link show': 'link show' };

const linesOf = (batch: Batch) => Object.keys(batch) as CommandLine[];

/** Command lines that have nothing to tell of this namespace. */
export function idleLines({ ipv6, kinds }: KnownAtOnce): CommandLine[] {
  return [
    ...(ipv6 ? [] : linesOf(ipv6Batch)), // no link has an address: none of its packets is looked up in any table
    ...(hasForwarding(kinds) ? [] : linesOf(bridgeBatch)),
  ];
}

/** Whether a link has forwarding entries that decide about packets: every card has some that do not. */
const hasForwarding = (kinds: KnownAtOnce['kinds']) =>
  ['bridge', 'vxlan', 'geneve'].some((kind) => kinds.has(kind));

const together = (words: string, batch: Batch): Question => ({
  words: words.split(' '),
  lines: linesOf(batch),
  batch: Object.values(batch),
});

/** A command line that a process of its own answers. */
export const alone = (line: CommandLine | FilterLine): Question => ({
  words: commandWords(line),
  lines: [line],
});

/** What each host is asked first. */
export function firstQuestions(
  host: HostToRead,
  { ipv6, kinds, nft, queues, sockets }: KnownAtOnce,
): Question[] {
  const bird = ['birdc', '-s', birdSocket(host.namespace), 'show', 'protocols'];
  return [
    together('ip -j -d', ofBoth),
    ...(ipv6 ? [together('ip -j -d -6', ipv6Batch)] : []),
    ...(hasForwarding(kinds) ? [together('bridge -j -d', bridgeBatch)] : []), // `-d` changes nothing of the entries
    ...(nft ? [alone('nft -j list ruleset')] : []),
    ...(kinds.has('wireguard') ? wireguardCommands.map(alone) : []),
    ...(queues ? [alone('tc -j qdisc show')] : []),
    ...(sockets === undefined ? [alone('ss -H -lntu')] : []),
    ...(host.bird ? [{ words: bird, lines: ['birdc show protocols'] } as const] : []),
  ];
}
