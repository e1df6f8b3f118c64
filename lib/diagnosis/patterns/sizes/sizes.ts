/** Small packets pass and large ones do not, or less passes than could. */
import { groupBy } from '../../../base/lists';
import { asksForSize } from '../../../check';
import type { Cause } from '../../causes/cause';
import { exampleOf } from '../../causes/example';
import type { Explanation, Pattern, Run } from '../../diagnosis';
import { type Failure, indexesOf, without } from '../../failure';
import { split } from '../../narrow/split';
import { holeCause } from './black-hole';
import { cardSizes, slack } from './card-sizes';
import { located } from './located';
import { leavingSizes } from './outside-sizes';

/** First what the nodes' own packets show, which is no matter of pods; then the rest by size and place. */
export const sizes: Pattern = (run) => {
  if (!run.failures.some(asksForSize)) return [];
  const tried = located(run.checks);
  const failing = indexesOf(run.failures);
  const failures = tried.filter(({ index }) => failing.has(index));
  const out = leavingSizes(failures, tried, run);
  const within = without(
    failures,
    out.flatMap((one) => one.failures),
  );
  const own = [...out, ...cardSizes(within, tried, run)];
  const left = without(
    failures,
    own.flatMap((one) => one.failures),
  );
  return [...own, ...oneForEachLink(podSizes(left, tried, run))].map((one) => ({
    ...one,
    failures: asTheyWere(one, run),
  }));
};

/** The failures without what was added to them. */
function asTheyWere({ failures }: Explanation, run: Run): Failure[] {
  const found = indexesOf(failures);
  return run.failures.filter(({ index }) => found.has(index));
}

function podSizes(failures: readonly Failure[], tried: readonly Failure[], run: Run): Explanation[] {
  const sized = failures.filter((failure) => asksForSize(failure) && failure.why?.code !== 'no-size');
  const cut = sized.filter(({ why }) => why?.code === 'outer-fragmented');
  const small = sized.filter(({ why }) => why?.code === 'black-hole' || why?.code === 'wasteful');
  return [
    ...(cut.length > 0 ? [fragmented(cut)] : []),
    ...bySize(small)
      .flatMap((group) => split(group, tried))
      .map(({ scope, failures: own }) => ({
        cause: own.some(({ why }) => why?.code === 'black-hole')
          ? holeCause(own, scope, run)
          : {
              code: 'mtu-wasteful' as const,
              pairs: own.length,
              seen: exampleOf(own[0]!),
              fits: own[0]!.required.bytes,
              place: scope.place,
            },
        failures: own,
      })),
  ];
}

/** Different sizes that are dropped at one link have one cause. */
function oneForEachLink(explanations: readonly Explanation[]): Explanation[] {
  const groups = groupBy(explanations, ({ cause }) => {
    const drop = 'drop' in cause && cause.drop?.code === 'too-big' ? cause.drop : undefined;
    return drop ? `${cause.code} ${drop.host} ${drop.link}` : cause;
  });
  return [...groups.values()].map(([first, ...others]) => {
    const failures = [first!, ...others].flatMap((one) => one.failures);
    return {
      cause: { ...first!.cause, ...(others.length > 0 && { pairs: failures.length }) } as Cause,
      failures,
    };
  });
}

function fragmented(cut: readonly Failure[]): Explanation {
  const [first] = cut as [Failure];
  const cause = {
    code: 'mtu-too-high',
    pairs: cut.length,
    seen: exampleOf(first),
    fits: first.required.bytes,
  } as const;
  return { cause, failures: cut };
}

/** Failures that are held back at one size. */
function bySize(failures: readonly Failure[]): Failure[][] {
  const groups: { bytes: number; failures: Failure[] }[] = [];
  const bytesOf = ({ observed, predicted }: Failure) => observed?.bytes ?? predicted.bytes ?? 0;
  for (const failure of [...failures].sort((a, b) => bytesOf(a) - bytesOf(b))) {
    const last = groups.at(-1);
    if (last && bytesOf(failure) - last.bytes <= slack) last.failures.push(failure);
    else groups.push({ bytes: bytesOf(failure), failures: [failure] });
  }
  return groups.map((group) => group.failures.sort((a, b) => a.index - b.index));
}
