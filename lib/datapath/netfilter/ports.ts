/** Ports, which are not always known, and the protocols that have them. */
import type { Packet } from '../packet';

/** The numbers of the protocols that rules name. */
const numbers: Readonly<Record<string, string>> = {
  icmp: '1',
  ipip: '4',
  ipencap: '4',
  ipv4: '4',
  tcp: '6',
  udp: '17',
  esp: '50',
  'ipv6-icmp': '58',
  icmpv6: '58',
  sctp: '132',
  udplite: '136',
};

/** A protocol by its number, as text. */
export const protocolNumber = (name: string): string => numbers[name] ?? name;

/** The number of a packet's protocol. */
export function protocolOf({ protocol, source }: Packet): string {
  return numbers[protocol === 'icmp' && source.family === 'ipv6' ? 'ipv6-icmp' : protocol]!;
}

/** A range of ports, both ends included. */
export type PortRange = readonly [first: number, last: number];

/** What a port that is not known can be: hosts choose none for themselves that only root may use. */
const chosen: PortRange = [1024, 65_535];

/** Whether one of the ranges holds the packet's port; undefined: the port is not known, or the protocol has none. */
export function hasPort(
  { protocol, port, sourcePort }: Packet,
  of: 'source' | 'destination',
  ranges: readonly PortRange[],
): boolean | undefined {
  if (protocol !== 'tcp' && protocol !== 'udp') return undefined;
  const known = of === 'source' ? sourcePort : port;
  const [first, last] = known === undefined ? chosen : [known, known];
  if (ranges.some(([low, high]) => low <= first && last <= high)) return true;
  return ranges.some(([low, high]) => low <= last && first <= high) ? undefined : false;
}
