/** Kinds of fields that a spec is made of. */
import * as z from 'zod';
import { AddressError, Cidr, type Family } from '../net';

/** What else than zod's own rules a value may break: the parameters of a custom issue. */
export type FieldFault =
  | { readonly code: 'not-a-range'; readonly rule: string }
  | { readonly code: 'host-bits'; readonly rule: string; readonly range: string }
  | { readonly code: 'wrong-family'; readonly family: Family };

/** A DNS label that fits into the names of everything that is built. */
export const name = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/,
    'a name is a DNS label: lower-case letters, digits and inner hyphens, at most 40',
  );

/** A range of addresses, of one family where the field is for that family only. */
export const range = (family?: Family) =>
  z.string().transform((text, context) => {
    const read = readRange(text, family);
    if (read instanceof Cidr) return read;
    context.addIssue({ code: 'custom', input: text, params: { fault: read } });
    return z.NEVER;
  });

function readRange(text: string, family: Family | undefined): Cidr | FieldFault {
  try {
    const cidr = Cidr.parse(text);
    return family && cidr.family !== family ? { code: 'wrong-family', family } : cidr;
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    const { fault, message: rule } = error;
    return fault.code === 'host-bits' ? { ...fault, rule } : { code: 'not-a-range', rule };
  }
}

/** A whole number within limits. */
export const count = (least: number, most: number) => z.int().min(least).max(most);
