import * as z from 'zod';
import type { Reader } from '../answers/reader';
import { linkName, mac, number32, word } from '../answers/values';
import type { ReadLink } from '../read-host';
import { portOf } from './ports';
import { readTunnel } from './tunnel';

const linkSchema = z.object({
  ifindex: number32,
  ifname: linkName,
  flags: z.array(z.string()),
  mtu: number32,
  link_type: word,
  address: z.string().optional(),
  master: linkName.optional(),
  /** Device that it is made on, or the other end, in this namespace. */
  link: linkName.nullish(),
  /** The same in another one. */
  link_index: number32.optional(),
  link_netnsid: number32.optional(),
  linkinfo: z
    .object({
      info_kind: word.optional(),
      info_data: z.unknown().optional(),
      info_slave_kind: word.optional(),
      info_slave_data: z.unknown().optional(),
    })
    .optional(),
  xdp: z.unknown().optional(),
});

/** An entry of `ip -d link` or `ip -d addr`. */
type Entry = z.infer<typeof linkSchema>;

/** A link as the tool shows it, with the addresses that `ip addr` has beside it. */
export type ShownLink = Omit<ReadLink, 'addresses'>;

/** All links. `ip addr` shows them too, and suffices. */
export function readLinks(reader: Reader): ShownLink[] {
  const command = reader.wasAsked('ip -j -d link show') ? 'ip -j -d link show' : 'ip -j -d addr show';
  const entries = reader.list('links', command, linkSchema) ?? [];
  const indexes = new Map(entries.map(({ ifname, ifindex }) => [ifname, ifindex]));
  return entries.map((entry) => linkOf(entry, indexes, reader, command));
}

function linkOf(
  entry: Entry,
  indexes: ReadonlyMap<string, number>,
  reader: Reader,
  command: string,
): ShownLink {
  const { linkinfo, flags } = entry;
  const kind = linkinfo?.info_kind ?? entry.link_type;
  const peer = entry.link_index ?? (entry.link ? indexes.get(entry.link) : undefined);
  const tunnel = readTunnel(kind, linkinfo?.info_data, reader, command, entry.ifname);
  const hardware = mac.safeParse(entry.address);
  return {
    index: entry.ifindex,
    name: entry.ifname,
    kind,
    mac: hardware.success ? hardware.data : '',
    mtu: entry.mtu,
    up: flags.includes('UP'),
    ...(entry.master !== undefined && { master: entry.master }),
    ...(linkinfo?.info_slave_kind === 'bridge' && portOf(linkinfo.info_slave_data)),
    ...(flags.includes('NOARP') && { arp: false }),
    ...(kind === 'veth' &&
      peer !== undefined && {
        peer: { index: peer, ...(entry.link_netnsid !== undefined && { namespace: entry.link_netnsid }) },
      }),
    ...(tunnel && { tunnel }),
    ...(entry.xdp !== undefined && { ebpf: 'xdp' }),
  };
}
