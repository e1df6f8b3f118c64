/** Blocks that Cilium's operator gives to nodes in the chart's own IPAM modes, cluster-pool and multi-pool (CiliumNode objects). */
import * as z from 'zod';
import type { AddressBlocks } from '../cni';

const node = z.looseObject({
  ipam: z.looseObject({
    podCIDRs: z.array(z.string()).optional(),
    pools: z
      .looseObject({
        allocated: z.array(z.looseObject({ cidrs: z.array(z.string()).optional() })).optional(),
      })
      .optional(),
  }),
});

/** Each object is of one node, whose name it has. */
export const ciliumBlocks: AddressBlocks = {
  resources: ['ciliumnodes.cilium.io'],
  blocksOf: ({ metadata, spec }) => {
    const ipam = node.safeParse(spec).data?.ipam;
    if (metadata?.name === undefined || !ipam) return undefined;
    const pools = (ipam.pools?.allocated ?? []).flatMap(({ cidrs = [] }) => cidrs);
    return { node: metadata.name, blocks: [...(ipam.podCIDRs ?? []), ...pools] };
  },
};
