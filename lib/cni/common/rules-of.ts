import type { Noise, PlacedRule } from '../../state';

/** Extra rules of an agent that stand for what is not computed, such as policies and what marks them. */
export function rulesOf(reason: string, isOwn: (rule: PlacedRule) => boolean): Noise {
  return {
    reason,
    is: (one) =>
      one.kind === 'netfilter' && one.change === 'extra' && one.real !== undefined && isOwn(one.real),
  };
}
