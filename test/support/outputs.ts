/** What tools said, for tests of what reads it. */

import type { Output, Outputs } from '../../lib/state/capture/capture';
import type { ReadHost } from '../../lib/state/read';
import { readHost } from '../../lib/state/read';

/** An answer of a tool that went well. */
export const answer = (stdout: string | object): Output => ({
  stdout: typeof stdout === 'string' ? stdout : JSON.stringify(stdout),
  stderr: '',
  exit: 0,
});

/** A namespace of which these answers are known. */
export const hostOf = (answers: Readonly<Record<string, string | object>>): ReadHost =>
  readHost('worker', outputsOf(answers));

/** These answers as a capture holds them. */
export const outputsOf = (answers: Readonly<Record<string, string | object>>): Outputs =>
  Object.fromEntries(Object.entries(answers).map(([command, said]) => [command, answer(said)]));

/** The value as it is when it was written as JSON: addresses and ranges as text. */
export const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
