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
        'Look at routes, neighbours, forwarding entries and filters there, the firewall between the nodes included: ip route; ip neigh; bridge fdb; nft list ruleset; iptables-save (in a lab: testbed exec NODE -- …)',
      failures: odd,
    },
  ];
};
