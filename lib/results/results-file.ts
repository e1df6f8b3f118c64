/** The form of a results file, held against files that somebody else wrote. */
import * as z from 'zod';
import {
  addressOrRange,
  bytes,
  count,
  family,
  milliseconds,
  name,
  range,
  seenAddress,
  text,
  time,
} from './file-values';
import { isTooDeep } from './lines-only';
import { plan } from './plan-file';
import { resultsSchema } from './results';
import { fitsTogether } from './results-proof';

const counts = z.object({ total: count, pass: count, fail: count, skip: count });
const endpoints = z.array(name);

/** Whatever it holds: it is read as any spec is, where a report needs what follows from it. */
const spec = z
  .record(text, z.unknown())
  .refine((fields) => !isTooDeep(fields), 'lists and fields are nested too deeply');

const check = z.object({
  id: name,
  requirement: z.union([z.literal([0, 1, 2, 3]), z.literal('base')]).optional(),
  from: name,
  to: name,
  family,
  protocol: z.enum(['tcp', 'udp']).optional(),
  required: z.object({
    reachable: z.boolean().optional(),
    sources: z.array(addressOrRange).optional(),
    bytes: bytes.optional(),
    atMost: bytes.optional(),
    within: range.optional(),
    answeredBy: endpoints.optional(),
    addresses: z.array(text).optional(),
  }),
  predicted: z.object({
    reachable: z.boolean().optional(),
    source: seenAddress.optional(),
    answeredBy: name.optional(),
    bytes: bytes.optional(),
    localLimit: bytes.optional(),
    addresses: z.array(text).optional(),
    path: z.array(text).optional(),
    reason: text.optional(),
    alsoOn: endpoints.optional(),
    none: z.literal(true).optional(),
  }),
  observed: z
    .object({
      reachable: z.boolean().optional(),
      source: seenAddress.optional(),
      answeredBy: text.optional(),
      rttMs: milliseconds.optional(),
      bytes: bytes.optional(),
      localLimit: bytes.optional(),
      addresses: z.array(text).optional(),
      alsoOn: endpoints.optional(),
      error: text.optional(),
      again: z.object({ tries: count, passed: count }).optional(),
    })
    .optional(),
  verdict: z.enum(['pass', 'fail', 'skip']),
  reason: text.optional(),
  mispredicted: z.literal(true).optional(),
  notAsked: z.literal(true).optional(),
  skip: text.optional(),
});

const fields = z.object({
  schema: z.literal(resultsSchema),
  startedAt: time,
  durationMs: milliseconds,
  testbed: z.object({ name, spec }),
  target: z.enum(['local', 'aws', 'kubernetes', 'predicted']),
  cni: z.object({ name, mode: name, dataPlane: name }),
  fault: z.object({ name, seed: count, about: text }).optional(),
  plan,
  provenance: z.object({
    tool: text,
    node: text,
    kernel: text,
    architecture: text,
    versions: z.record(text, text),
  }),
  timings: z.record(text, milliseconds),
  notes: z.array(text),
  checks: z.array(check),
  nat: z
    .array(
      z.object({
        flow: text,
        family: family.optional(),
        predicted: z.array(text),
        unpredicted: z.literal(true).optional(),
        observed: z.array(text),
        examples: z.array(text),
      }),
    )
    .default([]),
  diagnoses: z.array(
    z.object({ code: text, cause: text, evidence: z.array(count), explains: count, remedy: text }),
  ),
  summary: counts.extend({
    mispredicted: count,
    notAsked: count.optional(),
    coverage: z.object({ pairs: z.object({ tried: count, total: count }) }),
    byRequirement: z.record(text, counts),
    byKind: z.record(text, counts),
  }),
});

/** Unknown fields are left out: a later version of the same schema may add some. */
export const resultsFile = fields.superRefine(fitsTogether);
