/** Turns of subjects of which one alone can stand at a time, so that each turn is a visit of several blocks. */
import { turnsOf } from './order';

/** A turn of one subject. */
export interface Visit<T> {
  readonly subject: T;
  /** Number of its first round. */
  readonly first: number;
  /** How many rounds it has: a block each. */
  readonly rounds: number;
  /** Whether the subject has had no visit before. */
  readonly opens: boolean;
  /** Whether the subject has none afterwards. */
  readonly closes: boolean;
}

/**
 * There and back so often (A B B A), the rounds shared out evenly; every subject has the same ones. Two neighbouring visits
 * of one subject take no swap between them.
 * @param rounds where they are too few for all cycles, there are fewer; none: one visit each, without a block
 */
export function visitsOf<T>(subjects: readonly T[], rounds: number, cycles: number): Visit<T>[] {
  const passes = rounds < 2 ? 1 : 2 * Math.min(cycles, Math.floor(rounds / 2));
  const startOf = (pass: number) => Math.ceil((pass * rounds) / passes);
  return turnsOf(subjects, passes).flatMap((order, pass) =>
    order.map((subject) => ({
      subject,
      first: startOf(pass),
      rounds: startOf(pass + 1) - startOf(pass),
      opens: pass === 0,
      closes: pass === passes - 1,
    })),
  );
}
