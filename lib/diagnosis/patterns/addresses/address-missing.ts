import { groupBy } from '../../../base/lists';
import { isPod, nodeOf } from '../../../net';
import type { Pattern } from '../../diagnosis';
import { type Failure, without } from '../../failure';
import { crossesNodes } from '../../scope/traffic';

/**
 * An endpoint on which its planned address was not seen: what is sent to it cannot arrive. Probers see addresses of
 * links that are up alone, so that a link that is down looks the same.
 */
export const addressMissing: Pattern = ({ failures }) => {
  const missing = failures.flatMap(({ from, why, predicted }) =>
    why?.code === 'address-missing' && predicted.reachable !== false ? [{ id: from, ...why }] : [],
  );
  let left = failures;
  return [...groupBy(missing, ({ id }) => id).values()].flatMap(([first]) => {
    const { id, planned, has } = first!;
    const followed = left.filter((failure) => follows(id, failure));
    left = without(left, followed);
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
  return !isPod(id) && crossesNodes({ from, to }) && (nodeOf(from) === node || nodeOf(to) === node);
}
