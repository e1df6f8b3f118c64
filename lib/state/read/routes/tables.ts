import * as z from 'zod';

/** Numbers of the tables that have names everywhere. */
const named: Readonly<Record<string, number>> = { unspec: 0, default: 253, main: 254, local: 255 };

/** The routing table that holds the addresses of the host itself. */
export const localTable = 255;

/** A routing table by its number, or by a name that every machine has; other names are each machine's own. */
export const table = z.union([z.string(), z.number()]).transform((shown, { addIssue }) => {
  const number = named[shown] ?? Number(shown);
  if (/^\d{1,10}$/.test(`${number}`) && number <= 0xffff_ffff) return number;
  addIssue({ code: 'custom', message: 'a table of another name than local, main and default' });
  return z.NEVER;
});
