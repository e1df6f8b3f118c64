import ipaddr from 'ipaddr.js';
import { AddressError, type AddressFault } from './address-error';
import { type Family, familyOf } from './family';

/** An IP address as a value: comparable, countable, printed in canonical form (RFC 5952 for IPv6). */
export class Address {
  private text?: string;

  /** `value` is the address as an unsigned number in network byte order. */
  constructor(
    readonly family: Family,
    readonly value: bigint,
  ) {}

  /**
   * Reads four decimal octets or any RFC 4291 form. Stricter than ipaddr.js, which takes `010.0.0.1` as octal and
   * `10.1` as 10.0.0.1.
   * @throws AddressError with the rule that the text breaks
   */
  static parse(text: string): Address {
    const family = familyOf(text);
    const fault = family === 'ipv4' ? ipv4Fault(text) : ipv6Fault(text);
    if (fault) throw new AddressError({ code: fault });
    const bytes = ipaddr.parse(text).toByteArray();
    return new Address(
      family,
      bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n),
    );
  }

  /** The address `offset` places further on. */
  plus(offset: number | bigint): Address {
    return new Address(this.family, this.value + BigInt(offset));
  }

  equals(other: Address): boolean {
    return this.value === other.value && this.family === other.family;
  }

  toString(): string {
    this.text ??= this.family === 'ipv4' ? ipv4Text(Number(this.value)) : ipv6Text(this.value);
    return this.text;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** Whether it is an IPv6 address that means something on its own link only (fe80::/10). */
export function isLinkLocal({ family, value }: Address): boolean {
  return family === 'ipv6' && value >> 118n === 0xfe80n >> 6n;
}

/** Rules of addresses, which have no details. */
type Fault = Exclude<AddressFault['code'], 'prefix-length' | 'host-bits'>;

function ipv4Fault(text: string): Fault | undefined {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => /^\d+$/.test(octet))) return 'not-four-octets';
  if (octets.some((octet) => octet.length > 1 && octet.startsWith('0'))) return 'leading-zero';
  if (octets.some((octet) => Number(octet) > 255)) return 'octet-too-large';
  return undefined;
}

function ipv6Fault(text: string): Fault | undefined {
  if (text.includes('%')) return 'zone-index';
  if (text.includes('.')) return 'embedded-ipv4';
  return ipaddr.IPv6.isValid(text) ? undefined : 'not-ipv6';
}

function ipv4Text(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

function ipv6Text(value: bigint): string {
  const bytes = Array.from({ length: 16 }, (_, i) => Number((value >> BigInt(8 * (15 - i))) & 255n));
  return ipaddr.fromByteArray(bytes).toString();
}
