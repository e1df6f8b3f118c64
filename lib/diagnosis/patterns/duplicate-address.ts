import { named } from '../../base/lists';
import type { Failure, Pattern } from '../diagnosis';

/** One address on several endpoints. */
export const duplicateAddress: Pattern = ({ failures }) => {
  const others = ({ observed, predicted }: Failure) => (observed ?? predicted).alsoOn ?? [];
  const twice = failures.filter((failure) => failure.id === 'address/unique' && others(failure).length > 0);
  if (twice.length === 0) return [];
  const owners = new Map(
    twice.map((failure) => [failure.predicted.source!, [failure.from, ...others(failure)].sort()]),
  );
  const ids = new Set([...owners.values()].flat());
  const explained = failures.filter(({ id, from, to }) =>
    id === 'address/unique' ? ids.has(from) : id !== 'mtu/path' && (ids.has(from) || ids.has(to)),
  );
  const shown = [...owners].slice(0, 3).map(([address, who]) => `${address} is on ${named(who, ' and ')}`);
  const more = owners.size > 3 ? `, and ${owners.size - 3} more addresses are used twice` : '';
  const everywhere = new Set(twice.map(({ required }) => required.within)).size === 1;
  return [
    {
      code: 'duplicate-address',
      cause: `${shown.join('; ')}${more}. ${everywhere ? sharedRange([...owners.keys()][0]!) : 'Packets for it reach the one that the routes lead to, and never the other'}`,
      remedy: everywhere
        ? 'Give every node a range of its own and routes to the others: that is what a CNI does (--cni flannel)'
        : 'Delete one of the pods, so that the CNI gives it another address, and find out why its address store gave one address twice',
      failures: explained,
    },
  ];
};

const sharedRange = (address: string) =>
  `Each node takes the range for its own: its route to ${address} leads onto its own bridge, so a packet for ${address} never leaves its node, and only the pod on the sender's side of the network can get it`;
