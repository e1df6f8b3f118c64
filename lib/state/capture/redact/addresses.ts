/**
 * Addresses in place of others: two that share a prefix share one of the same length afterwards, so that what routes to
 * what stays as it was. Whether a bit changes follows from a key and the bits before it (Crypto-PAn, Xu et al. 2002).
 */
import { type Cipher, createCipheriv } from 'node:crypto';
import { Address, addressBits, Cidr, type Family } from '../../../net';

/** Ranges whose addresses mean something by themselves: they stay. */
const kept = [
  ...['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'],
  ...['::/96', '::ffff:0:0/96', 'ff00::/8'],
].map(Cidr.parse);

/** Ranges that say of an address whether it is private, or of one link: addresses change, and stay in them. */
const classes = [
  ...['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'],
  ...['64:ff9b::/96', '2000::/3', 'fd00::/8', 'fe80::/64'],
].map(Cidr.parse);

/** Bits at an address's end that stay: `.0`, `.1` and `.255` are usual for networks, gateways and broadcasts. */
const keptBits: Readonly<Record<Family, number>> = { ipv4: 8, ipv6: 16 };

/** Addresses in place of others, by a key. */
export class AddressMap {
  private readonly cipher: Cipher;
  private readonly known = new Map<string, Address>();

  /** @param key 16 bytes */
  constructor(key: Buffer) {
    this.cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  }

  /** The address in place of this one; never the same, but where it stays. */
  address(address: Address): Address {
    const text = `${address}`;
    const known = this.known.get(text) ?? this.computed(address);
    this.known.set(text, known);
    return known;
  }

  /** The first address of the range in place of one that begins there; an address within a range is one by itself. */
  first(address: Address, prefix: number): Address {
    const mapped = this.address(address);
    const isFirst = Cidr.around(address, prefix).first === address.value;
    return isFirst ? Cidr.around(mapped, prefix).at(0) : mapped;
  }

  private computed(address: Address): Address {
    if (kept.some((range) => range.contains(address))) return address;
    const { family } = address;
    const bits = addressBits(family);
    let [mapped, free] = [address.value, false];
    for (let at = 0; at < bits - keptBits[family]; at += 1) {
      const before = address.value >> BigInt(bits - at);
      if (!free && leadsToSpecial(family, before, at)) continue;
      // The first bit that may change always does: no address stays what it is by chance.
      if (!free || this.flips(family, before, at)) mapped ^= 1n << BigInt(bits - 1 - at);
      free = true;
    }
    return new Address(family, mapped);
  }

  private flips(family: Family, before: bigint, length: number): boolean {
    const block = Buffer.from(before.toString(16).padStart(28, '0'), 'hex');
    const [first = 0] = this.cipher.update(
      Buffer.concat([Buffer.from([addressBits(family), length]), block]),
    );
    return first >= 128;
  }
}

/** Whether these first bits are the beginning of a range that stays, or of a class, and not yet all of it. */
function leadsToSpecial(family: Family, before: bigint, length: number): boolean {
  const bits = addressBits(family);
  return [...kept, ...classes].some(
    (range) =>
      range.family === family && range.prefix > length && range.first >> BigInt(bits - length) === before,
  );
}
