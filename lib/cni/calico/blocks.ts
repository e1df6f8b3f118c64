/** Blocks: the parts of the pools that nodes take at once, and have one route for each. */
import { Cidr } from '../../net';
import { podRangesOf } from '../../plan';
import type { CniBlocks, SeenAddresses } from '../cni';
import { type BlocksOf, ipipName, vxlanName } from './devices';

/**
 * Calico's own IPAM, with one pool for all nodes: the prefixes that a pool's blockSize takes (operator
 * ippool/validation.go) and its defaults. A node takes a further block when those that it has are full (libcalico-go ipam).
 */
export const ownBlocks: Required<Omit<CniBlocks, 'mostBits'>> = {
  usual: { ipv4: 26, ipv6: 122 },
  prefixes: { ipv4: { from: 20, to: 32 }, ipv6: { from: 116, to: 128 } },
  several: true,
};

/** The whole share as one block, so that a node has one route, where Calico knows blocks of that size. */
export function blockPrefix({ family, prefix }: Cidr): number {
  return prefix >= ownBlocks.prefixes[family].from ? prefix : ownBlocks.usual[family];
}

/**
 * Labs give a node its whole share, or the blocks that the plan has. In a cluster that keeps to shares it has the block that
 * its tunnel's address is from, the first one that it took: in IPv6 which one that is follows from a hash.
 */
export function blocksOf(seen?: SeenAddresses): BlocksOf {
  return (node, family) => {
    const ranges = podRangesOf(node, family);
    const [share] = ranges;
    if (node.podBlocks || !share) return ranges;
    const own = [vxlanName(family), ipipName]
      .map((device) => seen?.(node.name, device, family))
      .find((address) => address && share.contains(address));
    return own ? [Cidr.around(own, blockPrefix(share))] : ranges;
  };
}
