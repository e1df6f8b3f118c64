/** An IP packet's header in words. */
import { Address, type Family } from '../net';

const protocols: Readonly<Record<number, string>> = {
  1: 'ICMP',
  4: 'IP in IP',
  6: 'TCP',
  17: 'UDP',
  58: 'ICMPv6',
};

/** `10.244.0.2 > 10.244.1.2: UDP 4711 > 8472, 110 bytes`; undefined where it is no IP packet. */
export function packetWords(packet: Buffer): string | undefined {
  const version = packet.length >= 20 ? packet.readUInt8(0) >> 4 : 0;
  if (version === 4)
    return words(
      packet,
      'ipv4',
      12,
      4 * (packet.readUInt8(0) & 15),
      packet.readUInt8(9),
      packet.readUInt16BE(2),
    );
  if (version === 6 && packet.length >= 40)
    return words(packet, 'ipv6', 8, 40, packet.readUInt8(6), 40 + packet.readUInt16BE(4));
  return undefined;
}

function words(
  packet: Buffer,
  family: Family,
  addresses: number,
  header: number,
  protocol: number,
  bytes: number,
): string {
  const length = family === 'ipv4' ? 4 : 16;
  const at = (offset: number) =>
    new Address(family, BigInt(`0x${packet.subarray(offset, offset + length).toString('hex')}`));
  const name = protocols[protocol] ?? `protocol ${protocol}`;
  const hasPorts = (protocol === 6 || protocol === 17) && packet.length >= header + 4;
  const ports = hasPorts ? ` ${packet.readUInt16BE(header)} > ${packet.readUInt16BE(header + 2)}` : '';
  return `${at(addresses)} > ${at(addresses + length)}: ${name}${ports}, ${bytes} bytes`;
}
