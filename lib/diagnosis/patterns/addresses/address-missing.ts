import { groupBy } from '../../../base/lists';
import { isPod, nodeOf } from '../../../net';
import type { Pattern } from '../../diagnosis';
import type { Failure } from '../../failure';

/**
 * An endpoint on which its planned address was not seen: what is sent to it cannot arrive. Probers see addresses of
 * links that are up alone, so that a link that is down looks the same.
 */
export const addressMissing: Pattern = ({ failures }) => {
  const missing = failures.filter(
    ({ why, predicted }) => why?.code === 'address-missing' && predicted.reachable !== false,
  );
  const taken = new Set<number>();
  return [...groupBy(missing, ({ from }) => from)].map(([id, own]) => {
    const [{ why }] = own as [Failure];
    const { planned, has } = why?.code === 'address-missing' ? why : { planned: '', has: [] };
    const followed = failures.filter((failure) => !taken.has(failure.index) && follows(id, failure));
    for (const { index } of followed) taken.add(index);
    return {
      cause: {
        code: 'address-missing' as const,
        endpoint: id,
        planned,
        has,
        suspects: ['link', 'address'] as const,
      },
      failures: followed,
    };
  });
};

/** A node without its address, or without its link, cuts off its pods from other nodes too. */
function follows(id: string, { from, to }: Failure): boolean {
  if (from === id || to === id) return true;
  const node = nodeOf(id);
  return !isPod(id) && nodeOf(from) !== nodeOf(to) && (nodeOf(from) === node || nodeOf(to) === node);
}
