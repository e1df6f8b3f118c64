/** Values in the answers of tools: what they may be. */
import * as z from 'zod';
import { Address, addressBits, Cidr, type Family } from '../../../net';

/** The address that a tool prints; IPv6 ones may end in an IPv4 address. */
export function addressOf(text: string): Address | undefined {
  const [, head, a, b, c, d] = /^([\da-f:]*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/i.exec(text) ?? [];
  const group = (high: string, low: string) => ((Number(high) << 8) | Number(low)).toString(16);
  try {
    return Address.parse(head === undefined ? text : `${head}${group(a!, b!)}:${group(c!, d!)}`);
  } catch {
    return undefined;
  }
}

/** `10.0.0.0/8` or one address; `default` and `all` are everything of the family. */
export function rangeOf(text: string, family: Family): Cidr | undefined {
  if (text === 'default' || text === 'all' || text === 'any') return new Cidr(family, 0n, 0);
  const [base = '', length, ...rest] = text.split('/');
  const address = addressOf(base);
  if (!address || rest.length > 0) return undefined;
  const most = addressBits(address.family);
  if (length === undefined) return Cidr.around(address, most);
  return /^\d{1,3}$/.test(length) && Number(length) <= most
    ? Cidr.around(address, Number(length))
    : undefined;
}

/** An address. */
export const address = z
  .string()
  .max(60)
  .transform((text, { addIssue }) => addressOf(text) ?? fault(addIssue, 'not an address'));

/** Name of a link as the kernel allows it, of signs that can be seen. */
export const linkName = z
  .string()
  .regex(/^[^\s/:\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]{1,15}$/u, 'not the name of a link');

/** Hardware address of a link or a neighbour. */
export const mac = z
  .string()
  .regex(/^[\da-f]{2}(:[\da-f]{2}){5,19}$/i, 'not a hardware address')
  .toLowerCase();

/** A word of a tool's own: a kind, a state, a flag. */
export const word = z.string().regex(/^[\w.+-]{1,40}$/, 'not a word');

/** A number that the kernel holds in 32 bits. */
export const number32 = z.number().int().min(0).max(0xffff_ffff);

function fault(addIssue: z.RefinementCtx['addIssue'], message: string): never {
  addIssue({ code: 'custom', message });
  return z.NEVER;
}
