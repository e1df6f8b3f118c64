/** Values of files that somebody else wrote: what they may be. */
import * as z from 'zod';

/** Characters that a text may have: a reason that lists every node of a large cluster has a tenth. */
const longestText = 100_000;
const longestName = 300;

/** Any text, up to 100,000 characters. */
export const text = z.string().max(longestText);
/** A name that is not empty, up to 300 characters. */
export const name = z.string().min(1).max(longestName);
/** A whole number from 0 on. */
export const count = z.number().int().nonnegative();

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

/** A TCP or UDP port. */
export const port = z.number().int().min(1).max(65_535);

/** A moment, RFC 3339. */
export const time = z.iso.datetime({ offset: true });

/** Something that does not fit the rest of a file. */
export interface Misfit {
  readonly path: readonly (string | number)[];
  /** What is there. */
  readonly value: unknown;
  readonly message: string;
}

/** Adds an issue for each of them. */
export function report({ addIssue }: Pick<z.RefinementCtx, 'addIssue'>, misfits: readonly Misfit[]): void {
  for (const { path, value, message } of misfits)
    addIssue({ code: 'custom', path: [...path], input: value, message });
}
