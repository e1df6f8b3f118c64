/**
 * The results file, defined once: what it holds, what is refused, and the types that follow. It is the contract between
 * all targets and all reports. docs/results.md has a sentence for each field.
 */
import * as z from 'zod';
import { isTooDeep } from '../base/lines-only';
import { count, milliseconds, name, text, time } from '../base/values';
import { diagnosisSchema } from '../diagnosis';
import { checkSchema } from './check-json';
import { machinesSchema } from './machines';
import { natSchema } from './nat';
import { planSchema } from './plan-schema';
import { fitsTogether } from './results-proof';
import { stateSchema } from './state';
import { summarySchema } from './summary';

/** Name and version of the form. Parts may be added to it, so that old files stay valid and old readers go on. */
export const resultsSchema = 'cni-testbed/results/v1';

const texts = z.array(text).readonly();

/** Whatever it holds: it is read as any spec is, where a report needs what follows from it. */
const specSchema = z
  .record(text, z.unknown())
  .readonly()
  .refine((fields) => !isTooDeep(fields), 'lists and fields are nested too deeply');

/** A part that this version keeps as it is, for those that read it. */
const part = z
  .record(text, z.unknown())
  .readonly()
  .refine((fields) => !isTooDeep(fields), 'lists and fields are nested too deeply');

/** What the run was made with. */
const provenanceSchema = z.object({
  /** Name and version of this tool. */
  tool: text,
  /** Version of Node.js. */
  node: text,
  /** Release of the kernel of the machine that ran the tool. */
  kernel: text,
  /** Its processor architecture, as Node.js names it. */
  architecture: text,
  /** Versions of whatever else the target used, by name. */
  versions: z.record(text, text).readonly(),
});

const fields = z.object({
  schema: z.literal(resultsSchema),
  /** RFC 3339. */
  startedAt: time,
  durationMs: milliseconds,
  /** What was asked for: the spec as it was, defaults included. */
  testbed: z.object({ name, spec: specSchema }),
  /** Where it ran: `local`, `kubernetes`, a cloud by its name; `predicted`: nowhere, packets were walked over the computed state. */
  target: name,
  /** Number of the run of a stack's connectivity Jobs, from 1; absent where runs have none. */
  run: count.optional(),
  cni: z.object({ name, mode: name, dataPlane: name }),
  /** What was broken on purpose; absent: nothing. */
  fault: z.object({ name, seed: count, about: text }).optional(),
  plan: planSchema,
  provenance: provenanceSchema,
  /** The machines that the nodes were, as read on them; absent where nothing tells. */
  machines: machinesSchema.optional(),
  /** How long the parts of the run took, in milliseconds, by name. */
  timings: z.record(text, milliseconds).readonly(),
  /** What the run could not do as the mode would have it, such as NAT where nft is missing. */
  notes: texts,
  checks: z.array(checkSchema).readonly(),
  /** Whose address receivers see, by kind of flow. */
  nat: z.array(natSchema).readonly().default([]),
  /** Causes of failures, the likeliest first. */
  diagnoses: z.array(diagnosisSchema).readonly(),
  summary: summarySchema,
  /** Kernel state that was read from the machines, and how it differs from the computed one. */
  state: stateSchema.optional(),
  /** Measurements that belong to the run, as a file of their own would hold them. */
  measurements: part.optional(),
});

/** Unknown fields are left out: a later version of the same schema may add some. */
export const resultsFile = fields.superRefine(fitsTogether);

/** What a results file holds, with the values of its addresses and ranges. */
export type Results = Readonly<z.output<typeof resultsFile>>;
/** What a run was made with. */
export type Provenance = Results['provenance'];
