import { Address } from './address';
import { AddressError } from './address-error';
import { addressBits, type Family } from './family';

/** A range of addresses as a value: a base address and a prefix length, host bits always zero. */
export class Cidr {
  /** First address, as a number. */
  readonly first: bigint;
  /** Last address, as a number. */
  readonly last: bigint;

  constructor(
    readonly family: Family,
    base: bigint,
    /** Prefix length in bits: 0 to 32, or to 128. */
    readonly prefix: number,
  ) {
    const hostBits = BigInt(addressBits(family) - prefix);
    this.first = (base >> hostBits) << hostBits;
    this.last = this.first + (1n << hostBits) - 1n;
  }

  /**
   * Reads `10.244.0.0/16` or `fd00:10:244::/48`.
   * @throws AddressError with the rule that the text breaks, and for host bits the range that was probably meant
   */
  static parse(text: string): Cidr {
    const parts = text.split('/');
    const [base, length] = parts;
    if (parts.length !== 2 || !base || !length) throw new AddressError({ code: 'no-prefix' });
    const address = Address.parse(base);
    const most = addressBits(address.family);
    if (!/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > most)
      throw new AddressError({ code: 'prefix-length', family: address.family, most });
    const cidr = Cidr.around(address, Number(length));
    if (cidr.first !== address.value) throw new AddressError({ code: 'host-bits', range: `${cidr}` });
    return cidr;
  }

  /** The range of that prefix length that holds the address. */
  static around(address: Address, prefix: number): Cidr {
    return new Cidr(address.family, address.value, prefix);
  }

  /** How many addresses the range has. */
  get size(): bigint {
    return this.last - this.first + 1n;
  }

  /** The address at `index`, counted from 0; a negative index counts from the end (-1 is the last). */
  at(index: number | bigint): Address {
    const offset = BigInt(index);
    return new Address(this.family, offset < 0n ? this.last + 1n + offset : this.first + offset);
  }

  /** How many ranges of that prefix length fit in. */
  sliceCount(prefix: number): bigint {
    return prefix < this.prefix ? 0n : 1n << BigInt(prefix - this.prefix);
  }

  /** The `index`-th range of that prefix length inside this one; a negative index counts from the end. */
  slice(prefix: number, index: number): Cidr {
    const size = 1n << BigInt(addressBits(this.family) - prefix);
    const position = index < 0 ? this.sliceCount(prefix) + BigInt(index) : BigInt(index);
    return new Cidr(this.family, this.first + position * size, prefix);
  }

  contains(inner: Address | Cidr): boolean {
    if (inner.family !== this.family) return false;
    return inner instanceof Cidr
      ? inner.first >= this.first && inner.last <= this.last
      : inner.value >= this.first && inner.value <= this.last;
  }

  overlaps(other: Cidr): boolean {
    return this.family === other.family && this.first <= other.last && other.first <= this.last;
  }

  toString(): string {
    return `${this.at(0)}/${this.prefix}`;
  }

  toJSON(): string {
    return this.toString();
  }
}
