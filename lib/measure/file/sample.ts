/** One measurement on one path: its distribution and what it cost. */
import * as z from 'zod';
import { bytes, count, milliseconds, name } from '../../base/values';
import { failureSchema } from '../../check';
import { family } from '../../net/values';
import { keptQuantiles, works } from '../../prober/measure';
import { paths } from './words';

const microseconds = z.number().nonnegative().max(1e12);

/** A part of a whole, from 0 to 1. */
export const share = z.number().min(0).max(1);

/** What one client did on one path. */
export const sampleSchema = z.object({
  path: z.enum(paths),
  work: z.enum(works),
  family,
  /** Endpoint ids. */
  from: name,
  to: name,
  /** Policies that were in force at the server, all but one of them idle. @default 0 */
  policies: count.optional(),
  /** Exchanges, connections or datagrams that were counted; of bulk, streams. */
  count,
  /** How long each took, in microseconds: quantiles 0, 0.5, … 100 % of all that were counted. */
  quantilesUs: z.array(microseconds).length(keptQuantiles).readonly().optional(),
  /** Payload that was received. */
  bytes: z.number().int().nonnegative().optional(),
  durationMs: milliseconds.optional(),
  /** Processor time of the two processes at the path's ends, the kernel's work for them included, in milliseconds. */
  cpuMs: z.object({ client: milliseconds, server: milliseconds }).optional(),
  /** Busy processor time of the two machines in that time, in milliseconds, by name of node. */
  nodesMs: z.record(name, milliseconds).optional(),
  /** TCP segments that were sent again, of those that the server's network namespace sent, where that is known. */
  retransmitted: z.object({ segments: count, of: count.optional() }).optional(),
  /** Datagrams that were sent and not answered, and answers that overtook others. */
  lost: count.optional(),
  reordered: count.optional(),
  /** Size of the datagrams' IP packets. */
  packet: bytes.optional(),
  /** Share of its time that the client waited for a processor. */
  waiting: share.optional(),
  /** Share of the processors' time that the hypervisor took. */
  steal: share.optional(),
  /** Why there is no measurement; then nothing is counted. */
  failure: z
    .discriminatedUnion('code', [failureSchema, z.object({ code: z.literal('other-server'), id: name })])
    .optional(),
});

/** One measurement. */
export type Sample = Readonly<z.output<typeof sampleSchema>>;
