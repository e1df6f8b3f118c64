import type { Matters } from '../effect/matters';
import type { Difference } from './difference';

/** A kind of differences that are to be expected, with the reason. */
export interface Noise {
  /** Why it is nothing to look at, in half a sentence. */
  readonly reason: string;
  is(difference: Difference): boolean;
}

/** A difference that is to be expected. */
export interface Expected {
  readonly difference: Difference;
  readonly reason: string;
}

/** Takes the differences apart: those that are to be expected, and the others. What changes a packet's way never is. */
export function sifted(
  differences: readonly Difference[],
  { pairs }: Pick<Matters, 'pairs'>,
  noise: readonly Noise[],
): { readonly expected: Expected[]; readonly left: Difference[] } {
  const expected: Expected[] = [];
  const left: Difference[] = [];
  for (const difference of differences) {
    const found = pairs.get(difference) ? undefined : noise.find((one) => one.is(difference));
    if (found) expected.push({ difference, reason: found.reason });
    else left.push(difference);
  }
  return { expected, left };
}
