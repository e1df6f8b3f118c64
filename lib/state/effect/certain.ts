import type { Difference } from '../diff/difference';

/** The difference as it is where chance lets it act: a rule for a part of the packets, for all of them. */
export function certain(difference: Difference): Difference {
  if (difference.kind !== 'netfilter' || !difference.real) return difference;
  const { real } = difference;
  return {
    ...difference,
    real: { ...real, conditions: real.conditions.filter(({ on }) => on !== 'random') },
  };
}
