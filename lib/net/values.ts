/** Addresses and ranges of files that somebody else wrote. */
import { isIP } from 'node:net';
import * as z from 'zod';
import { name } from '../base/values';
import { Address } from './address';
import { Cidr } from './cidr';
import type { Family } from './family';
import type { PerFamily } from './per-family';

/** An address family. */
export const family = z.enum(['ipv4', 'ipv6']);

/** A text that a parser takes; where a family is given, of that one. Becomes what the parser makes of it. */
function parsed<T extends { readonly family: Family }>(parse: (text: string) => T, wanted?: Family) {
  return name.transform((text, context): T => {
    const refused = (message: string) => {
      context.addIssue({ code: 'custom', message, input: text });
      return z.NEVER;
    };
    try {
      const value = parse(text);
      return wanted === undefined || value.family === wanted ? value : refused(`it must be of ${wanted}`);
    } catch (error) {
      return refused((error as Error).message);
    }
  });
}

/** One value of each family, of at least one. */
function byFamily<T extends { readonly family: Family }>(parse: (text: string) => T) {
  return z
    .object({ ipv4: parsed(parse, 'ipv4').optional(), ipv6: parsed(parse, 'ipv6').optional() })
    .transform((values, context): PerFamily<T> => {
      const { ipv4, ipv6 } = values;
      if (ipv4 !== undefined) return ipv6 === undefined ? { ipv4 } : { ipv4, ipv6 };
      if (ipv6 !== undefined) return { ipv6 };
      context.addIssue({ code: 'custom', message: 'it has neither ipv4 nor ipv6', input: values });
      return z.NEVER;
    });
}

/** An address of any family. */
export const address = parsed(Address.parse);
/** A range of any family. */
export const cidr = parsed(Cidr.parse);
/** Addresses by family, one at least. */
export const addresses = byFamily(Address.parse);
/** Ranges by family, one at least. */
export const ranges = byFamily(Cidr.parse);

/** An address as a machine reported it: of any family, and link-local ones with their interface. It stays text. */
export const seenAddress = name.refine((value) => isIP(value) !== 0, 'it is no IP address');

/** A range of any family, as text. */
export const range = name.superRefine((value, { addIssue }) => {
  try {
    Cidr.parse(value);
  } catch (error) {
    addIssue({ code: 'custom', message: (error as Error).message });
  }
});

/** An address as a machine reported it, or a range that holds such. */
export const addressOrRange = z.union([seenAddress, range], {
  error: 'it is no IP address and no range of such',
});
