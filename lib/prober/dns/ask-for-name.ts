import type { Family, Protocol } from '../../net';
import type { ProbeEndpoint } from '../endpoint';
import type { Lack, ProbeFailure } from '../failure';
import { askFrom, type NameServerAt } from './resolver';
import { type AnswerTimes, askSeries, seriesRounds } from './series';

/** What came of asking for a name. */
export interface NameObservation {
  /** Whether no answer was lost. */
  readonly reachable: boolean;
  /** What it stands for in the family that was asked for; absent where an answer was lost. */
  readonly addresses?: readonly string[];
  readonly times?: AnswerTimes;
  readonly failure?: ProbeFailure;
  /** As of an Observation. */
  readonly notAsked?: Lack;
}

/** Asks a name server for a name's addresses: by UDP as often as a series does, by TCP once. */
export async function askForName(
  from: ProbeEndpoint,
  server: NameServerAt,
  { name, known }: { readonly name: string; readonly known: readonly string[] },
  family: Family,
  protocol: Protocol,
): Promise<NameObservation> {
  const rounds = protocol === 'udp' ? seriesRounds : 1;
  const series = await askSeries(() => askFrom(from, server, name, protocol), family, known, rounds);
  return { reachable: series.failure === undefined, ...series };
}
