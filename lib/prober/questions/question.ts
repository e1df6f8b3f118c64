import type { Family, Protocol } from '../../net';
import { failureOf, localError, notAsked } from '..';
import type { AskedKind, ReportedObservation } from './report';

/** One thing to find out. */
export interface Question {
  readonly asked: AskedKind;
  readonly to: string;
  readonly family: Family;
  readonly protocol?: Protocol;
  /** @param fresh whether to ask from a socket, and so a port, of its own. @throws Error that is then the observation */
  answer(fresh?: boolean): Promise<Partial<ReportedObservation>>;
}

/** Answers one question. What this machine had no room to ask is not asked, and no failure. */
export async function answered(
  { answer, ...question }: Question,
  fresh = false,
): Promise<ReportedObservation> {
  try {
    return { ...question, ...(await answer(fresh)) };
  } catch (error) {
    const code = localError(error);
    return code === undefined
      ? { ...question, reachable: false, failure: failureOf(error) }
      : { ...question, ...notAsked({ code }) };
  }
}
