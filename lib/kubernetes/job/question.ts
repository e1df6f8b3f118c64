import type { Family } from '../../net';
import type { AskedKind, ReportedObservation } from './report';

/** One thing to find out. */
export interface Question {
  readonly asked: AskedKind;
  readonly to: string;
  readonly family: Family;
  readonly protocol?: 'tcp' | 'udp';
  /** Never throws: a failure is an observation. */
  answer(): Promise<Partial<ReportedObservation>>;
}

export const protocols = ['tcp', 'udp'] as const;

/** Answers one question. */
export async function answered({ answer, ...question }: Question): Promise<ReportedObservation> {
  try {
    return { ...question, ...(await answer()) };
  } catch (error) {
    return { ...question, reachable: false, error: (error as Error).message };
  }
}
