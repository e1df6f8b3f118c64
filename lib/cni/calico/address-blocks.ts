/** Blocks that Calico's own IPAM gives to nodes, in the order of their first pods (libcalico-go, lib/backend/model/block_affinity.go). */
import * as z from 'zod';
import type { AddressBlocks } from '../cni';

/** An affinity that is pending or about to go says nothing yet, or no more; `virtual` ones are of no node. */
const affinity = z.looseObject({
  cidr: z.string(),
  node: z.string(),
  state: z.literal('confirmed'),
  deleted: z.union([z.literal('false'), z.literal(false), z.literal('')]).optional(),
  type: z.union([z.literal('host'), z.literal('')]).optional(),
});

/** Each object is of one block. */
export const calicoBlocks: AddressBlocks = {
  resources: ['blockaffinities.crd.projectcalico.org', 'blockaffinities.projectcalico.org'],
  blocksOf: ({ spec }) => {
    const { data } = affinity.safeParse(spec);
    return data && { node: data.node, blocks: [data.cidr] };
  },
};
