import type { SeenAddresses } from '../../cni';
import { isLinkLocal } from '../../net';
import type { ReadHosts } from '../../state';

/** The addresses that the nodes' devices have, as their captures show. @param otherwise where a node has none */
export function seenInCaptures(read: ReadHosts, otherwise?: SeenAddresses): SeenAddresses {
  return (node, device, family) => {
    const link = read.get(node)?.links.find(({ name }) => name === device);
    const own = link?.addresses.find(({ address }) => address.family === family && !isLinkLocal(address));
    return own?.address ?? otherwise?.(node, device, family);
  };
}
