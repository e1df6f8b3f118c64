import { failureOf, type SingleFailure } from '../failure';
import { SilenceError } from './ask';

/** What an error of a measurement says of the way. */
export function failureIn(error: unknown): SingleFailure {
  return error instanceof SilenceError ? { code: 'no-answer', afterMs: error.afterMs } : failureOf(error);
}
