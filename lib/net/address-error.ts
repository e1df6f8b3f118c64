import { type Family, familyName } from './family';

/** Which rule a text breaks that should be an address or a range. */
export type AddressFault =
  | { readonly code: 'not-four-octets' }
  | { readonly code: 'leading-zero' }
  | { readonly code: 'octet-too-large' }
  | { readonly code: 'zone-index' }
  | { readonly code: 'embedded-ipv4' }
  | { readonly code: 'not-ipv6' }
  | { readonly code: 'no-prefix' }
  | { readonly code: 'prefix-length'; readonly family: Family; readonly most: number }
  /** `range` is the one that holds the address, which was probably meant. */
  | { readonly code: 'host-bits'; readonly range: string };

/** A text that is no address or no range. */
export class AddressError extends Error {
  constructor(readonly fault: AddressFault) {
    super(ruleOf(fault));
    this.name = 'AddressError';
  }
}

function ruleOf(fault: AddressFault): string {
  switch (fault.code) {
    case 'not-four-octets':
      return 'an IPv4 address is four decimal numbers such as 10.0.0.1';
    case 'leading-zero':
      return 'no leading zeros: some programs read them as octal numbers';
    case 'octet-too-large':
      return 'each number of an IPv4 address is at most 255';
    case 'zone-index':
      return 'no zone index (the part after %) in a plan';
    case 'embedded-ipv4':
      return 'write the IPv6 address in hexadecimal, without an IPv4 part';
    case 'not-ipv6':
      return 'not an IPv6 address such as fd00::1';
    case 'no-prefix':
      return 'a range is an address, a slash and a prefix length, such as 10.244.0.0/16';
    case 'prefix-length':
      return `the prefix length of an ${familyName(fault.family)} range is a whole number from 0 to ${fault.most}`;
    case 'host-bits':
      return `the address has bits set behind the prefix: did you mean ${fault.range}?`;
  }
}
