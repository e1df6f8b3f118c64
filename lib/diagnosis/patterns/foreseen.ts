import { groupBy } from '../../base/lists';
import type { Failure, Pattern } from '../diagnosis';

/** Failures that the walk foresaw and no other pattern knows, by where and why the packet dies. */
export const foreseen: Pattern = ({ failures }) =>
  [...groupBy(failures.filter(isForeseen), whyOf).values()].map((group) => ({
    code: 'as-predicted',
    cause: `As the computed state says: ${group[0]!.predicted.reason}`,
    remedy: `testbed explain ${group[0]!.from} ${group[0]!.to} shows the way of the packet and the entry that decides`,
    failures: group,
  }));

function isForeseen({ id, predicted }: Failure): boolean {
  return id !== 'mtu/path' && predicted.reachable === false && predicted.reason !== undefined;
}

/** The reason without its addresses. */
function whyOf({ predicted }: Failure): string {
  return predicted.reason!.replace(/\d+\.\d+\.\d+\.\d+|[0-9a-f]*::?[0-9a-f:]+/g, '…');
}
