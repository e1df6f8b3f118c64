import * as z from 'zod';
import { bytes, count, milliseconds, name, text } from '../base/values';

const perFamily = z.object({ ipv4: bytes.optional(), ipv6: bytes.optional() }).readonly();

/** One CNI in one mode on one topology, as a file of all modes holds it. */
export const comparisonRowSchema = z.object({
  cni: name,
  mode: name,
  zones: count.min(1),
  /** `as-meant`: checks fail that without a working network between the nodes must. */
  outcome: z.enum(['pass', 'fail', 'as-meant', 'skip', 'refused']),
  /** Why it was skipped or refused. */
  reason: text.optional(),
  /** The same as a code: what this machine lacks, checks that it could not ask, or a spec that the mode cannot have. */
  why: z.enum(['missing-feature', 'not-asked', 'refused']).optional(),
  /** Whether the numbers were measured, or walked over the computed state. */
  measured: z.boolean(),
  checks: z.object({ pass: count, fail: count, skip: count, mispredicted: count }).readonly(),
  /** Largest packet between pods of two nodes, in bytes, the smallest of all pairs. */
  pathMtu: perFamily,
  /** Hosts that a packet between pods of two nodes passes, of two zones where there are two; absent: none arrives. */
  hops: count.optional(),
  /** Bytes that such a packet is longer on the wire. */
  wireOverhead: perFamily.optional(),
  /** Milliseconds until the lab was up, and what part of it daemons took to converge. */
  buildMs: milliseconds.optional(),
  convergeMs: milliseconds.optional(),
});

/** One CNI in one mode on one topology. */
export type ComparisonRow = Readonly<z.output<typeof comparisonRowSchema>>;
