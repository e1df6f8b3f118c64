import { groupBy } from '../../base/lists';
import { asksForSize, standsOnPackets, type Unreachable } from '../../check';
import type { Pattern } from '../diagnosis';
import type { Failure } from '../failure';

/** Failures that the walk predicts and no other pattern knows, by where and why the packet is dropped. */
export const asPredicted: Pattern = ({ failures }) => {
  const predicted = failures.flatMap((failure) => {
    const why = whyOf(failure);
    return why ? [{ failure, why }] : [];
  });
  return [...groupBy(predicted, ({ why }) => keyOf(why)).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { why, failure } = first;
    const { from, to } = failure;
    return [
      {
        cause: { code: 'as-predicted' as const, why, from, to },
        failures: group.map((one) => one.failure),
      },
    ];
  });
};

function whyOf(failure: Failure): Unreachable | undefined {
  const { reachable, why } = failure.predicted;
  return !asksForSize(failure) && !standsOnPackets(failure) && reachable === false ? why : undefined;
}

/** Fields that say where and why; addresses differ from packet to packet. */
const significant = new Set([
  ...['code', 'text', 'drop', 'host', 'link', 'end', 'bridge', 'sender', 'back', 'rule', 'lacks', 'entry'],
  ...['reached', 'answeredBy', 'meant', 'self'],
]);

function keyOf(why: Unreachable): string {
  return JSON.stringify(why, (key, value) => (key === '' || significant.has(key) ? value : undefined));
}
