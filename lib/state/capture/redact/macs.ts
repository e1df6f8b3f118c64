import { createHmac } from 'node:crypto';
import { Address } from '../../../net';

/** Hardware addresses that mean something by themselves: none, all, and one that some agents give to every link. */
const kept = new Set(['00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff', 'ee:ee:ee:ee:ee:ee']);

/** Hardware addresses in place of others, by a key. */
export class MacMap {
  constructor(private readonly key: Buffer) {}

  /** Unicast stays unicast, and one that somebody chose stays one; groups stay, but for what they take from addresses. */
  mac(text: string): string {
    const mac = text.toLowerCase();
    if (kept.has(mac)) return mac;
    const bytes = Buffer.from(mac.replaceAll(':', ''), 'hex');
    const digest = createHmac('sha256', this.key).update(bytes).digest();
    const [first = 0] = bytes;
    if (!(first & 1)) return printed([(digest[0]! & 0xfc) | (first & 3), ...digest.subarray(1, 6)]);
    return mac.startsWith('33:33:ff:') ? printed([0x33, 0x33, 0xff, ...digest.subarray(3, 6)]) : mac;
  }

  /** An address that was made from a hardware address (RFC 4291, appendix A), in place of one that was; else undefined. */
  made(address: Address, mapped: Address): Address | undefined {
    if (address.family !== 'ipv6' || ((address.value >> 24n) & 0xffffn) !== 0xfffen) return undefined;
    const bytes = bytesOf(address.value & 0xffff_ffff_ffff_ffffn, 8);
    const from = printed([bytes[0]! ^ 2, bytes[1]!, bytes[2]!, ...bytes.slice(5)]);
    const [first = 0, ...others] = this.mac(from)
      .split(':')
      .map((byte) => Number.parseInt(byte, 16));
    const made = [first ^ 2, ...others.slice(0, 2), 0xff, 0xfe, ...others.slice(2)];
    const end = made.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    return new Address('ipv6', ((mapped.value >> 64n) << 64n) | end);
  }
}

const printed = (bytes: Iterable<number>) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(':');

const bytesOf = (value: bigint, count: number) =>
  Array.from({ length: count }, (_, i) => Number((value >> BigInt(8 * (count - 1 - i))) & 255n));
