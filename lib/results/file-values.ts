/** Values of files that somebody else wrote: what they may be, and what is wrong with them in words. */
import { isIP } from 'node:net';
import * as z from 'zod';
import { Address, Cidr, type Family } from '../net';

/** Characters that a text may have: a reason that lists every node of a large cluster has a tenth. */
const longestText = 100_000;
const longestName = 300;

export const text = z.string().max(longestText);
export const name = z.string().min(1).max(longestName);
export const count = z.number().int().nonnegative();
/** Of an address family. */
export const family = z.enum(['ipv4', 'ipv6']);

/** Milliseconds: up to a year. */
export const milliseconds = z
  .number()
  .nonnegative()
  .max(366 * 86_400_000);

/** Length of a packet, or the largest that a link takes, in bytes: no field of an IP header or of Linux says more. */
export const bytes = z
  .number()
  .int()
  .nonnegative()
  .max(2 ** 31 - 1);

export const port = z.number().int().min(1).max(65_535);

/** A moment, RFC 3339. */
export const time = z.iso.datetime({ offset: true });

/** A text that a parser takes, and that is of one family. */
function parsed(parse: (value: string) => { readonly family: Family }, wanted: Family) {
  return name.superRefine((value, { addIssue }) => {
    const message = faultOf(parse, wanted, value);
    if (message) addIssue({ code: 'custom', message });
  });
}

function faultOf(
  parse: (value: string) => { readonly family: Family },
  wanted: Family,
  value: string,
): string | undefined {
  try {
    return parse(value).family === wanted ? undefined : `it must be of ${wanted}`;
  } catch (error) {
    return (error as Error).message;
  }
}

/** One of each family, the second only where there is IPv6. */
const perFamily = (parse: Parameters<typeof parsed>[0]) =>
  z.object({ ipv4: parsed(parse, 'ipv4'), ipv6: parsed(parse, 'ipv6').optional() });

export const addresses = perFamily(Address.parse);
export const ranges = perFamily(Cidr.parse);

/** An address as a machine said it: of any family, and link-local ones with their interface. */
export const seenAddress = name.refine((value) => isIP(value) !== 0, 'it is no IP address');

/** A range of any family. */
export const range = name.superRefine((value, { addIssue }) => {
  const message = faultOf(Cidr.parse, value.includes(':') ? 'ipv6' : 'ipv4', value);
  if (message) addIssue({ code: 'custom', message });
});

/** An address as a machine said it, or a range that holds such. */
export const addressOrRange = z.union([seenAddress, range], {
  error: 'it is no IP address and no range of such',
});

/** Something that does not fit the rest of a file. */
export interface Misfit {
  readonly path: readonly (string | number)[];
  /** What is there. */
  readonly value: unknown;
  readonly message: string;
}

/** Tells of each of them. */
export function report({ addIssue }: Pick<z.RefinementCtx, 'addIssue'>, misfits: readonly Misfit[]): void {
  for (const { path, value, message } of misfits)
    addIssue({ code: 'custom', path: [...path], input: value, message });
}
