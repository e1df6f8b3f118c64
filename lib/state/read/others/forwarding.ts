import * as z from 'zod';
import type { Reader } from '../answers/reader';
import { address, linkName, mac, number32 } from '../answers/values';
import type { ReadForwarding } from '../read-host';

const entrySchema = z.object({
  mac,
  ifname: linkName,
  dst: address.optional(),
  port: z.number().int().min(0).max(65_535).optional(),
  vni: number32.optional(),
  master: linkName.optional(),
  state: z.string().optional(),
});

/** A link by what its entries are told from noise by. */
interface Owner {
  readonly name: string;
  readonly mac: string;
}

/** Where frames go, without what every card keeps: groups that it listens to, and its own address. */
export function readForwarding(reader: Reader, links: readonly Owner[]): ReadForwarding[] {
  const macs = new Map(links.map(({ name, mac }) => [name, mac]));
  const isNoise = ({ mac, ifname, dst, master, state }: z.infer<typeof entrySchema>) =>
    dst === undefined &&
    (isGroup(mac) ||
      (state === 'permanent' && [ifname, master].some((owner) => macs.get(owner ?? '') === mac)));
  const entries = reader.list('forwarding', 'bridge -j fdb show', entrySchema) ?? [];
  return unique(
    entries
      .filter((entry) => !isNoise(entry))
      .map(({ ifname, mac, dst, port, vni, state }) => ({
        link: ifname,
        mac,
        ...(dst && { destination: dst }),
        ...(port !== undefined && { port }),
        ...(vni !== undefined && { id: vni }),
        permanent: state === 'permanent',
      })),
  );
}

/** Bit of the first byte that addresses of groups have. */
const isGroup = (address: string) => (Number.parseInt(address.slice(0, 2), 16) & 1) === 1;

/** A bridge has an entry once for each of its VLANs. */
function unique(entries: readonly ReadForwarding[]): ReadForwarding[] {
  const keyOf = ({ link, mac, destination, port, id }: ReadForwarding) =>
    [link, mac, destination, port, id].join(' ');
  return [...new Map(entries.map((entry) => [keyOf(entry), entry])).values()];
}
