/**
 * Asks for a name several times without asking again what was lost: a client waits 5 s for a lost answer (resolv.conf(5),
 * `timeout`), and a question with a retry inside does not show it. A and AAAA go at once from one socket, as the C
 * library sends them: two packets of one flow that meet no connection in the kernel's table (kubernetes#56903).
 */
import { Resolver } from 'node:dns/promises';
import type { Family } from '../../net';
import type { ProbeFailure } from '../failure';
import { failureOf } from '../failure';
import { sinceMs } from '../observation';
import type { AnswerTimes } from './report';

/** Rounds of a series: of a loss of one in five, nine in ten series meet one. */
export const seriesRounds = 10;
/** How long to wait for an answer, in milliseconds: a name server that asks nobody else answers in a few. */
const timeoutMs = 2000;
/** Answers that say that there is no such name, or no address of the family. */
const saysNone = new Set(['ENOTFOUND', 'ENODATA']);

/** The answers to both questions of a round. */
export type Round = Readonly<Record<Family, RoundAnswer>>;

/** An answer and how long it took, or why there is none. */
export interface RoundAnswer {
  readonly ms: number;
  readonly addresses?: readonly string[];
  /** Absent where an answer came, be it that there is no address. */
  readonly lost?: ReturnType<typeof failureOf>;
}

/** What a series came to. */
export type Series =
  | { readonly times: AnswerTimes; readonly addresses: readonly string[]; readonly failure?: undefined }
  | { readonly failure: ProbeFailure };

/**
 * Asks for the A and the AAAA records of a full name at once, each once, from a socket of the round's own.
 * @param servers the name servers, as Resolver.setServers takes them. @default those of resolv.conf
 */
export async function askBoth(name: string, servers?: readonly string[]): Promise<Round> {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  if (servers) resolver.setServers(servers);
  const [ipv4, ipv6] = await Promise.all([
    timed(() => resolver.resolve4(name)),
    timed(() => resolver.resolve6(name)),
  ]);
  return { ipv4, ipv6 };
}

/**
 * Asks round after round, to the first lost answer or the end.
 * @param known what the name is known to stand for in the family: of the answers, the first other one counts
 */
export async function askSeries(
  ask: () => Promise<Round>,
  family: Family,
  known: readonly string[],
  rounds = seriesRounds,
): Promise<Series> {
  const times: number[] = [];
  let addresses = known;
  for (let exchange = 1; exchange <= rounds; exchange++) {
    const round = await ask();
    const { ipv4, ipv6 } = round;
    const failure = ipv4.lost ?? ipv6.lost;
    if (failure) return { failure: { code: 'in-series', exchange, of: rounds, failure } };
    times.push(ipv4.ms, ipv6.ms);
    if (`${addresses}` === `${known}`) addresses = round[family].addresses ?? [];
  }
  times.sort((a, b) => a - b);
  return {
    addresses,
    times: {
      answers: times.length,
      medianMs: times[Math.floor((times.length - 1) / 2)]!,
      slowestMs: times.at(-1)!,
    },
  };
}

async function timed(ask: () => Promise<string[]>): Promise<RoundAnswer> {
  const started = process.hrtime.bigint();
  try {
    const addresses = await ask();
    return { ms: sinceMs(started), addresses: addresses.sort() };
  } catch (error) {
    const ms = sinceMs(started);
    return saysNone.has(`${(error as NodeJS.ErrnoException).code}`)
      ? { ms, addresses: [] }
      : { ms, lost: failureOf(error) };
  }
}
