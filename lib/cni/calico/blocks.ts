/** Blocks: the parts of the pools that nodes take at once, and have one route for each. */
import { Cidr, type Family } from '../../net';
import { shareOf } from '../../plan';
import type { SeenAddresses } from '../cni';
import { type BlockOf, ipipName, vxlanName } from './devices';

/** Prefix lengths of blocks: the shortest that is allowed (operator ippool/validation.go), and Calico's own default. */
const prefixes: Readonly<Record<Family, { readonly shortest: number; readonly usual: number }>> = {
  ipv4: { shortest: 20, usual: 26 },
  ipv6: { shortest: 116, usual: 122 },
};

/** The whole share as one block, so that a node has one route, where Calico knows blocks of that size. */
export function blockPrefix({ family, prefix }: Cidr): number {
  return prefix >= prefixes[family].shortest ? prefix : prefixes[family].usual;
}

/**
 * Labs give a node its whole share. In a cluster it has the block that its tunnel's address is from, the first one that it
 * took: in IPv6 which one that is follows from a hash.
 */
export function blockOf(seen?: SeenAddresses): BlockOf {
  return (node, family) => {
    const share = shareOf(node, family);
    const own = [vxlanName(family), ipipName]
      .map((device) => seen?.(node.name, device, family))
      .find((address) => address && share.contains(address));
    return own ? Cidr.around(own, blockPrefix(share)) : share;
  };
}
