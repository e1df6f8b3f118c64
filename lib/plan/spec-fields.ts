/** Kinds of fields that a spec is made of. */
import * as z from 'zod';
import { Address, AddressError, Cidr, type Family } from '../net';

/** What else than zod's own rules a value may break: the parameters of a custom issue. */
export type FieldFault =
  | { readonly code: 'not-a-range'; readonly rule: string }
  | { readonly code: 'host-bits'; readonly rule: string; readonly range: string }
  | { readonly code: 'not-an-address'; readonly rule: string }
  | { readonly code: 'wrong-family'; readonly family: Family; readonly of: 'range' | 'address' };

/** A DNS label that fits into the names of everything that is built. */
export const name = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/,
    'a name is a DNS label: lower-case letters, digits and inner hyphens, at most 40',
  );

/** The name of an Ethernet card or a bond, apart from those that CNIs give their own devices. */
export const cardName = z
  .string()
  .regex(
    /^(e|bond)[a-z0-9]{1,11}$/,
    'a card is named as Linux names Ethernet cards, such as eth0, ens5, enp0s8 or bond0: at most 12 letters and digits',
  );

const octet = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
/** The form of ranges, for editors: a range may still have host bits. */
const patterns: Readonly<Record<Family, string>> = {
  ipv4: `^(${octet}\\.){3}${octet}/(3[0-2]|[12]?[0-9])$`,
  ipv6: '^[0-9A-Fa-f]*:[0-9A-Fa-f:.]*/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$',
};
/** The form of single addresses, likewise. */
const addressPatterns: Readonly<Record<Family, string>> = {
  ipv4: `^(${octet}\\.){3}${octet}$`,
  ipv6: '^[0-9A-Fa-f]*:[0-9A-Fa-f:]*$',
};
const examples: Readonly<Record<Family, string>> = { ipv4: '172.20.0.0/16', ipv6: 'fd00:172:20::/48' };

/** What JSON Schema says of a range, of any family where none is given. */
const rangeForm = (family?: Family) => ({
  pattern: family ? patterns[family] : `${patterns.ipv4}|${patterns.ipv6}`,
  examples: [examples[family ?? 'ipv4']],
});

/** A range of addresses, of one family where the field is for that family only. */
export const range = (family?: Family) =>
  z
    .string()
    .meta(rangeForm(family))
    .transform((text, context) => {
      const read = readRange(text, family);
      if (read instanceof Cidr) return read;
      context.addIssue({ code: 'custom', input: text, params: { fault: read } });
      return z.NEVER;
    });

function readRange(text: string, family: Family | undefined): Cidr | FieldFault {
  try {
    const cidr = Cidr.parse(text);
    return family && cidr.family !== family ? { code: 'wrong-family', family, of: 'range' } : cidr;
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    const { fault, message: rule } = error;
    return fault.code === 'host-bits' ? { ...fault, rule } : { code: 'not-a-range', rule };
  }
}

/** What a node does. */
export const role = z.enum(['control-plane', 'worker']);

/** A single address of that family. */
export const address = (family: Family) =>
  z
    .string()
    .meta({
      pattern: addressPatterns[family],
      examples: [family === 'ipv4' ? '192.168.1.10' : 'fd00:192:168:1::10'],
    })
    .transform((text, context) => {
      const read = readAddress(text, family);
      if (read instanceof Address) return read;
      context.addIssue({ code: 'custom', input: text, params: { fault: read } });
      return z.NEVER;
    });

function readAddress(text: string, family: Family): Address | FieldFault {
  try {
    const read = Address.parse(text);
    return read.family === family ? read : { code: 'wrong-family', family, of: 'address' };
  } catch (error) {
    if (error instanceof AddressError) return { code: 'not-an-address', rule: error.message };
    throw error;
  }
}

/** A whole number within limits. */
export const count = (least: number, most: number) => z.int().min(least).max(most);

/** An MTU in bytes: as much as IPv4 needs at least, and as much as a packet can have. */
export const mtu = count(576, 65_535);
