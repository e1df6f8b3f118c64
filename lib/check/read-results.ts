/** Reads a results file that somebody else wrote: nothing in it is trusted, and what is wrong is named. */
import { z } from 'zod';
import { type Results, resultsSchema } from './results';

/** A file that holds no results of this version, in sentences. */
export class ResultsError extends Error {}

/** Problems that an error lists. */
const mostProblems = 8;

/** @throws ResultsError that names each field that is missing or of the wrong kind */
export function readResults(text: string): Results {
  const data = parsed(text);
  const { schema } = (data ?? {}) as { schema?: unknown };
  if (schema !== resultsSchema) throw new ResultsError(schemaProblem(schema));
  const result = fileSchema.safeParse(data);
  if (!result.success) throw new ResultsError(problemsOf(result.error.issues));
  // Addresses and ranges of the plan stay text: reports print them, and read them again where they compute with them.
  return result.data as unknown as Results;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ResultsError(`it is not JSON: ${(error as Error).message}`);
  }
}

function schemaProblem(schema: unknown): string {
  const version =
    typeof schema === 'string' ? /^cni-testbed\/results\/v(\d{1,6})$/.exec(schema)?.[1] : undefined;
  if (version === undefined)
    return `it is no results file: its field schema is ${shown(schema)}, not "${resultsSchema}"`;
  return `its schema is ${shown(schema)} and this version reads "${resultsSchema}": use the version of cni-testbed that wrote it, or a newer one`;
}

function shown(value: unknown): string {
  const text = value === undefined ? 'missing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function problemsOf(issues: readonly z.core.$ZodIssue[]): string {
  const lines = issues
    .slice(0, mostProblems)
    .map(({ path, message }) => `${path.map(String).join('.') || 'the file'}: ${message}`);
  const more = issues.length > mostProblems ? `; and ${issues.length - mostProblems} more problems` : '';
  return `it does not hold what ${resultsSchema} promises: ${lines.join('; ')}${more}`;
}

const text = z.string();
const count = z.number().int().nonnegative();
const family = z.enum(['ipv4', 'ipv6']);
const perFamily = z.object({ ipv4: text, ipv6: text.optional() });
const counts = z.object({ total: count, pass: count, fail: count, skip: count });

const plan = z.object({
  name: text,
  families: z.array(family).min(1),
  underlayMtu: z.number(),
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
  }),
  predicted: z.object({
    reachable: z.boolean().optional(),
    source: text.optional(),
    answeredBy: text.optional(),
    bytes: z.number().optional(),
    path: z.array(text).optional(),
    reason: text.optional(),
    alsoOn: z.array(text).optional(),
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
    })
    .optional(),
  verdict: z.enum(['pass', 'fail', 'skip']),
  reason: text.optional(),
  mispredicted: z.literal(true).optional(),
});

const fileSchema = z.object({
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
  diagnoses: z.array(
    z.object({ code: text, cause: text, evidence: z.array(count), explains: count, remedy: text }),
  ),
  summary: counts.extend({
    mispredicted: count,
    coverage: z.object({ pairs: z.object({ tried: count, total: count }) }),
    byRequirement: z.record(text, counts),
    byKind: z.record(text, counts),
  }),
});
