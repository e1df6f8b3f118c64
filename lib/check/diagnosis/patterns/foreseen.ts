import type { Failure, Pattern } from '../diagnosis';

/** Failures that the walk foresaw and no other pattern knows, by where and why the packet dies. */
export const foreseen: Pattern = ({ failures }) =>
  grouped(
    failures.filter(
      ({ id, predicted }) =>
        id !== 'mtu/path' && predicted.reachable === false && predicted.reason !== undefined,
    ),
    ({ predicted }) => predicted.reason!.replace(/\d+\.\d+\.\d+\.\d+|[0-9a-f]*::?[0-9a-f:]+/g, '…'),
  ).map((group) => ({
    code: 'as-predicted',
    cause: `As the computed state says: ${group[0]!.predicted.reason}`,
    remedy: `testbed explain ${group[0]!.from} ${group[0]!.to} shows the way of the packet and the entry that decides`,
    failures: group,
  }));

function grouped(failures: readonly Failure[], keyOf: (failure: Failure) => string): Failure[][] {
  const groups = new Map<string, Failure[]>();
  for (const failure of failures)
    groups.set(keyOf(failure), [...(groups.get(keyOf(failure)) ?? []), failure]);
  return [...groups.values()];
}
