/**
 * Asks Services that chance leads to one of several endpoints again and again: where something is broken, each is to be met.
 * The first exchange that fails stands for all of its check.
 */
import { inParts } from '../../base/lists';
import type { Check, Observed } from '../../check';
import type { Observation, Probe } from '../../prober';
import { type ProbeRun, reached, requestSize } from './probe-run';

/** Exchanges with a Service at one time, and how often: one of three endpoints is missed by all once in 190,000 times. */
const tries = 10;
const rounds = 3;
/**
 * How long to wait for an answer, in milliseconds: where the walk says that some endpoints are silent, a short silence
 * is that one. Any other silence is asked again in full.
 */
const shortMs = 300;

/** Asks until each endpoint has answered or one has failed, and notes what failed. */
export async function askEveryEndpoint(
  run: ProbeRun,
  checks: readonly Check[],
  observed: Map<Check, Observed>,
): Promise<void> {
  const met = new Map(checks.map((check) => [check, new Set([observed.get(check)!.answeredBy])]));
  const silent: Check[] = [];
  let rest = checks;
  for (let round = 0; round < rounds && rest.length > 0; round++) {
    const outcomes = await outcomesOf(run, rest, tries, shortMs);
    rest = rest.filter((check) => {
      const { answeredBy, lost } = outcomes.get(check)!;
      const seen = met.get(check)!;
      for (const id of answeredBy) seen.add(id);
      if (lost && isSilence(lost) && check.predicted.reachable === true) silent.push(check);
      else if (lost) observed.set(check, lost);
      return !lost && !check.required.answeredBy?.every((id) => seen.has(id));
    });
  }
  for (const [check, { lost }] of await outcomesOf(run, silent, tries * rounds))
    if (lost) observed.set(check, lost);
}

/** What came of the tries of a check: who answered, and the first failure. */
interface Outcome {
  readonly answeredBy: readonly string[];
  readonly lost?: Observed;
}

async function outcomesOf(
  run: ProbeRun,
  checks: readonly Check[],
  count: number,
  waitMs?: number,
): Promise<Map<Check, Outcome>> {
  const outcomes = new Map<Check, Outcome>();
  for (const part of inParts(checks, Math.floor(requestSize / count))) {
    const { observations } = await run.ask(
      part.flatMap((check) =>
        Array<Probe>(count).fill({ ...run.probe(check, check.protocol!), fresh: true, waitMs }),
      ),
    );
    part.forEach((check, i) => {
      const own = (observations as Observation[])
        .slice(i * count, (i + 1) * count)
        .map((one) => reached(check, one));
      const answeredBy = own.flatMap((one) => (one.reachable && one.answeredBy ? [one.answeredBy] : []));
      const lost = own.find((one) => !one.reachable && !one.notAsked);
      outcomes.set(check, { answeredBy, lost });
    });
  }
  return outcomes;
}

const isSilence = ({ failure, answeredBy }: Observed) =>
  answeredBy === undefined && failure?.code === 'no-answer';
