/**
 * Asks for a name several times without asking again what was lost: a client waits 5 s for a lost answer (resolv.conf(5),
 * `timeout`), and a question with a retry inside does not show it. A and AAAA go at once from one socket, as the C
 * library sends them: two packets of one flow that meet no connection in the kernel's table (kubernetes#56903).
 */
import type { Family } from '../../net';
import type { ProbeFailure, SingleFailure } from '../failure';

/** How long a series may take, in milliseconds: of slow answers, fewer show it. */
const mostMs = 5000;
/** Rounds of a series: of a loss of one in five, nine in ten series meet one. */
export const seriesRounds = 10;
/** How long to wait for an answer, in milliseconds: a name server that asks nobody else answers in a few. */
export const answerTimeoutMs = 2000;

/** How long the answers of a series took, none of which was asked for twice. */
export interface AnswerTimes {
  readonly answers: number;
  readonly medianMs: number;
  readonly slowestMs: number;
}

/** The answers to both questions of a round. */
export type Round = Readonly<Record<Family, RoundAnswer>>;

/** An answer and how long it took, or why there is none. */
export interface RoundAnswer {
  readonly ms: number;
  readonly addresses?: readonly string[];
  /** Absent where an answer came, be it that there is no address. */
  readonly lost?: SingleFailure;
}

/** What a series came to. */
export type Series =
  | { readonly times: AnswerTimes; readonly addresses: readonly string[]; readonly failure?: undefined }
  | { readonly failure: ProbeFailure };

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
  const started = performance.now();
  let addresses = known;
  for (let exchange = 1; exchange <= rounds; exchange++) {
    const round = await ask();
    const { ipv4, ipv6 } = round;
    const failure = ipv4.lost ?? ipv6.lost;
    if (failure) return { failure: { code: 'in-series', exchange, of: rounds, failure } };
    times.push(ipv4.ms, ipv6.ms);
    if (`${addresses}` === `${known}`) addresses = round[family].addresses ?? [];
    if (performance.now() - started > mostMs) break;
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
