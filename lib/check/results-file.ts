/** The form of a results file, held against files that somebody else wrote. */
import * as z from 'zod';
import { resultsSchema } from './results';

const text = z.string();
const count = z.number().int().nonnegative();
const family = z.enum(['ipv4', 'ipv6']);
const perFamily = z.object({ ipv4: text, ipv6: text.optional() });
const counts = z.object({ total: count, pass: count, fail: count, skip: count });

const planFields = z.object({
  name: text,
  families: z.array(family).min(1),
  underlayMtu: z.number(),
  fabricMtu: z.number().optional(),
  podCidr: perFamily,
  serviceCidr: perFamily,
  zones: z.array(z.object({ name: text, nodeCidr: perFamily, gateway: perFamily })),
  nodes: z.array(
    z.object({
      name: text,
      role: text,
      zone: text,
      address: perFamily,
      podCidr: perFamily,
      podGateway: perFamily,
      pods: z.array(z.object({ name: text, address: perFamily })),
    }),
  ),
  apiEndpoint: z.object({ address: text, port: z.number() }),
  dnsService: perFamily,
  capacity: z.object({
    nodeShares: z.object({ used: count, total: count }),
    podsPerNode: count,
    nodeAddresses: z.record(text, z.object({ used: count, total: count })),
  }),
});

/** Reports tell of each zone how full it is. */
const plan = planFields.superRefine(({ zones, capacity: { nodeAddresses } }, { addIssue }) => {
  for (const { name } of zones)
    if (!Object.hasOwn(nodeAddresses, name))
      addIssue({
        code: 'custom',
        path: ['capacity', 'nodeAddresses', name],
        message: 'it is missing, and every zone of plan.zones has its node addresses counted',
      });
});

const check = z.object({
  id: text,
  requirement: z.union([z.literal([0, 1, 2, 3]), z.literal('base')]).optional(),
  from: text,
  to: text,
  family,
  protocol: z.enum(['tcp', 'udp']).optional(),
  required: z.object({
    reachable: z.boolean().optional(),
    sources: z.array(text).optional(),
    bytes: z.number().optional(),
    atMost: z.number().optional(),
    within: text.optional(),
    answeredBy: z.array(text).optional(),
    addresses: z.array(text).optional(),
  }),
  predicted: z.object({
    reachable: z.boolean().optional(),
    source: text.optional(),
    answeredBy: text.optional(),
    bytes: z.number().optional(),
    localLimit: z.number().optional(),
    addresses: z.array(text).optional(),
    path: z.array(text).optional(),
    reason: text.optional(),
    alsoOn: z.array(text).optional(),
    none: z.literal(true).optional(),
  }),
  observed: z
    .object({
      reachable: z.boolean().optional(),
      source: text.optional(),
      answeredBy: text.optional(),
      rttMs: z.number().nonnegative().optional(),
      bytes: z.number().optional(),
      localLimit: z.number().optional(),
      addresses: z.array(text).optional(),
      alsoOn: z.array(text).optional(),
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

/** Unknown fields are left out: a later version of the same schema may add some. */
export const resultsFile = z.object({
  schema: z.literal(resultsSchema),
  startedAt: text,
  durationMs: z.number(),
  testbed: z.object({ name: text, spec: z.record(text, z.unknown()) }),
  target: z.enum(['local', 'aws', 'kubernetes', 'predicted']),
  cni: z.object({ name: text, mode: text, dataPlane: text }),
  fault: z.object({ name: text, seed: count, about: text }).optional(),
  plan,
  provenance: z.object({
    tool: text,
    node: text,
    kernel: text,
    architecture: text,
    versions: z.record(text, text),
  }),
  timings: z.record(text, z.number()),
  notes: z.array(text),
  checks: z.array(check),
  nat: z
    .array(
      z.object({
        flow: text,
        family: family.optional(),
        predicted: z.array(text),
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
