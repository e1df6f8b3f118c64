import type { Pattern } from '../diagnosis';
import { commonPlace } from '../places';

/** Pairs of which nothing was predicted: all that can be told is where they are. */
export const unpredicted: Pattern = ({ failures, checks }) => {
  const lost = failures.filter(({ id, predicted }) => predicted.none && id.includes('-to-'));
  if (lost.length === 0) return [];
  const place = commonPlace(lost, checks);
  return [
    {
      code: 'unreachable',
      cause: `${lost.length === 1 ? '1 exchange fails' : `${lost.length} exchanges fail`}${place ? `; ${place}` : ''}: ${lost[0]!.reason}`,
      remedy:
        "Look at the CNI's agents on these nodes and at the firewall between them; with --cni and --mode, or --spec, the way of the packet is predicted too",
      failures: lost,
    },
  ];
};
