/** An address family, by the names that Kubernetes' `ipFamilies` uses. */
export type Family = 'ipv4' | 'ipv6';

/** Number of bits in an address of the family. */
export const addressBits = (family: Family): number => (family === 'ipv4' ? 32 : 128);

/** `IPv4` or `IPv6`, as people write them. */
export const familyName = (family: Family): string => (family === 'ipv4' ? 'IPv4' : 'IPv6');

/** The family of an address that is written as text, be it valid or not. */
export function familyOf(text: string): Family {
  return text.includes(':') ? 'ipv6' : 'ipv4';
}
