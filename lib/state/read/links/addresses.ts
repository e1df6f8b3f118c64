import * as z from 'zod';
import { addressBits } from '../../../net';
import type { Reader } from '../answers/reader';
import { address, linkName, number32 } from '../answers/values';
import type { ReadAddress } from '../read-host';

const linkSchema = z.object({ ifname: linkName, addr_info: z.array(z.unknown()) });

const addressSchema = z
  .object({
    family: z.enum(['inet', 'inet6']),
    local: address,
    /** The other end's, on a link of two. */
    address: address.optional(),
    prefixlen: z.number().int().min(0).max(128),
    metric: number32.optional(),
    tentative: z.boolean().optional(),
    dadfailed: z.boolean().optional(),
  })
  .refine(({ local, prefixlen }) => prefixlen <= addressBits(local.family), 'no such prefix');

/** Addresses by the names of their links, in the kernel's order; undefined where they are not known. */
export function readAddresses(reader: Reader): ReadonlyMap<string, ReadAddress[]> | undefined {
  const command = 'ip -j -d addr show';
  const links = reader.list('addresses', command, linkSchema);
  return (
    links &&
    new Map(
      links.map(({ ifname, addr_info }) => [
        ifname,
        reader.entries('addresses', command, addressSchema, addr_info).map(addressOn),
      ]),
    )
  );
}

function addressOn(shown: z.infer<typeof addressSchema>): ReadAddress {
  const unusable = shown.dadfailed ? 'duplicate' : shown.tentative ? 'tentative' : undefined;
  return {
    address: shown.local,
    prefix: shown.address ? addressBits(shown.local.family) : shown.prefixlen,
    ...(shown.metric !== undefined && { metric: shown.metric }),
    ...(unusable && { unusable }),
  };
}
