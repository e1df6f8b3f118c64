import { quantile, sorted } from '../../base/statistics';

/** Quantiles that a distribution is kept as: 0, 0.5, … 100 %. */
export const keptQuantiles = 201;
/** Digits that are kept: more than any clock can vouch for, and short in a file. */
const digits = 5;

/** A distribution as it is kept, of values in any order. Undefined where there is none. */
export function quantilesOf(values: readonly number[]): number[] | undefined {
  if (values.length === 0) return undefined;
  const inOrder = sorted(values);
  return Array.from({ length: keptQuantiles }, (_, i) =>
    Number(quantile(inOrder, i / (keptQuantiles - 1))!.toPrecision(digits)),
  );
}
