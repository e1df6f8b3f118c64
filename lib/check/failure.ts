/** What a probe met or a machine lacked, as results files hold it: the prober's own types, read strictly. */
import * as z from 'zod';
import { count, milliseconds, name, port, text } from '../base/values';
import { seenAddress } from '../net/values';
import type { Lack, LocalErrorCode, ProbeFailure, SingleFailure } from '../prober';

const single = [
  z.object({ code: z.literal('no-answer'), afterMs: milliseconds }),
  z.object({ code: z.literal('system'), errno: name }),
  z.object({ code: z.literal('not-a-prober'), said: text }),
  z.object({ code: z.enum(['too-big', 'udp-lost', 'no-size', 'uncounted', 'withheld']) }),
  z.object({ code: z.literal('unknown'), text }),
] as const;

const singleSchema = z.discriminatedUnion('code', single);

/** Why a probe got no answer. */
export const failureSchema = z.discriminatedUnion('code', [
  ...single,
  z.object({
    code: z.literal('in-series'),
    exchange: count,
    of: count,
    failure: singleSchema.optional(),
  }),
]);

const localErrors = [
  'EMFILE',
  'ENFILE',
  'ENOBUFS',
  'ENOMEM',
  'EADDRINUSE',
  'EAGAIN',
  'EADDRNOTAVAIL',
] as const;

/** What the machine that asks lacked. */
export const lackSchema = z.discriminatedUnion('code', [
  z.object({ code: z.enum([...localErrors, 'neighbour-table-full', 'broken']) }),
  z.object({
    code: z.literal('no-server'),
    endpoint: name,
    address: seenAddress,
    port,
    error: z.enum(localErrors),
  }),
  z.object({ code: z.literal('unknown'), text }),
]);

/** Fails to compile where the prober's types and what is read of them are not the same. */
type Same<A, B> = [A, B] extends [B, A] ? true : never;
const _same: [
  Same<z.infer<typeof singleSchema>['code'], SingleFailure['code']>,
  Same<z.infer<typeof failureSchema>, ProbeFailure>,
  Same<z.infer<typeof lackSchema>, Lack>,
  Same<(typeof localErrors)[number], LocalErrorCode>,
] = [true, true, true, true];
void _same;
