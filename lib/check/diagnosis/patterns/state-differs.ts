import type { Pattern } from '../diagnosis';
import { commonPlace } from '../places';

/** The state on the machine is not the computed one: one endpoint or node stands out, or one direction. */
export const stateDiffers: Pattern = ({ failures, checks }) => {
  const odd = failures.filter(({ id, predicted }) => id !== 'mtu/path' && predicted.reachable === true);
  if (odd.length === 0) return [];
  const suspect = commonPlace(odd, checks);
  return [
    {
      code: 'state-differs',
      cause: `${odd.length === 1 ? '1 check fails' : `${odd.length} checks fail`} that the computed state lets pass, so the machine's state is another one${suspect ? `; ${suspect}` : ''}`,
      remedy:
        'Look at routes, neighbours and forwarding entries there: ip route; ip neigh; bridge fdb (in a lab: testbed exec NODE -- …)',
      failures: odd,
    },
  ];
};
