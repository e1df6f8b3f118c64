/**
 * The measurements file, defined once. It holds what was measured and under which conditions, and no figure that follows
 * from it: whoever shows one computes it. docs/measuring.md has a sentence for each field.
 */
import * as z from 'zod';
import { isTooDeep } from '../../base/lines-only';
import { count, milliseconds, name, text, time } from '../../base/values';
import { fitsTogether } from './fits-together';
import { guardSchema } from './guard';
import { sampleSchema, share } from './sample';
import { agentMoments, eventKinds, measurementsSchema } from './words';

/** What is measured: a lab in one mode, or a cluster. */
const subjectSchema = z.object({
  /** A name that no other subject has: CNI and mode, and a number where that is not enough. */
  id: name,
  /** `local`, `kubernetes`, or a cloud by its name. */
  target: name,
  cni: z.object({ name, mode: name, dataPlane: name }),
  /** SHA-256 of the plan, so that it shows which subjects have the same; absent where none is known. */
  planDigest: text.optional(),
  /** The spec with its defaults; absent where none is known. */
  spec: z
    .record(text, z.unknown())
    .refine((fields) => !isTooDeep(fields), 'lists and fields are nested too deeply')
    .optional(),
  /** The subject that this one is a second copy of: what differs between the two is not the CNI's doing. */
  repeats: name.optional(),
  /** What the lab has in place of the real thing, in a sentence. */
  standIn: text.optional(),
  /** What else numbers depend on, by name, such as `kernel` or `instance type`. */
  conditions: z.record(name, text),
});

/** One turn of one subject: every measurement once, between one pair of nodes. */
const blockSchema = z.object({
  /** The round of turns that it is part of, from 0. */
  round: count,
  subject: name,
  startedAt: time,
  durationMs: milliseconds.optional(),
  /** Names of the nodes of client and server. */
  pair: z.object({ from: name, to: name }),
  /** Why another block was measured in its place; its samples count for nothing. */
  setAside: z.object({ code: z.enum(['starved', 'stolen']), share }).optional(),
  samples: z.array(sampleSchema).readonly(),
});

/** Single events of one kind. */
const eventsSchema = z.object({
  subject: name,
  kind: z.enum(eventKinds),
  /** Policies that were in force. @default 0 */
  policies: count.optional(),
  /** How long each took. */
  ms: z.array(milliseconds).readonly(),
  /** Events whose end was not seen. */
  unseen: count,
  /** How exactly times are known. */
  resolutionMs: milliseconds,
});

/** What the CNI's agents on one node took. */
const agentSchema = z.object({
  subject: name,
  node: name,
  /** Name of the pod's owner, such as `kube-flannel-ds`. */
  agent: name,
  when: z.enum(agentMoments),
  /** Processors that were kept busy. */
  cores: z.number().nonnegative(),
  /** Memory without what the kernel can drop, in bytes. */
  memoryBytes: count,
});

/** Machines that one subject had, given to another. */
const swapSchema = z.object({
  /** The subject that has them from then on. */
  to: name,
  startedAt: time,
  durationMs: milliseconds,
  /** Names of the machines that were reset and on which nothing was found of the cluster before; none: none stood there. */
  clean: z.array(name).readonly(),
});

const fields = z.object({
  schema: z.literal(measurementsSchema),
  /** RFC 3339. */
  startedAt: time,
  durationMs: milliseconds,
  /** Name and version of the tool that measured. */
  tool: text,
  /** The program that asked: the testbed's own, or another one by name. */
  engine: name,
  subjects: z.array(subjectSchema).min(1).readonly(),
  /** In which order the subjects had their turns, round by round. */
  order: z.array(z.array(name).readonly()).readonly(),
  blocks: z.array(blockSchema).readonly(),
  /** How subjects came to the same machines one after the other, in the order of time; absent where each has its own. */
  swaps: z.array(swapSchema).readonly().optional(),
  events: z.array(eventsSchema).readonly(),
  agents: z.array(agentSchema).readonly(),
  guards: z.array(guardSchema).readonly(),
  /** Modes that were asked for and not measured. */
  absent: z
    .array(z.object({ cni: name, mode: name, why: z.enum(['missing-feature', 'refused']), reason: text }))
    .readonly(),
  /** Whatever else a reader has to know, in sentences. */
  notes: z.array(text).readonly(),
});

/** Unknown fields are left out: a later version of the same schema may add some. */
export const measurementsFile = fields.superRefine(fitsTogether);

/** What a measurements file holds. */
export type Measurements = Readonly<z.output<typeof measurementsFile>>;
/** A lab in one mode, or a cluster. */
export type Subject = Readonly<z.output<typeof subjectSchema>>;
/** One turn of one subject. */
export type Block = Readonly<z.output<typeof blockSchema>>;
/** Machines that one subject had, given to another. */
export type Swap = Readonly<z.output<typeof swapSchema>>;
/** Single events of one kind. */
export type Events = Readonly<z.output<typeof eventsSchema>>;
/** What the CNI's agents on one node took. */
export type AgentCost = Readonly<z.output<typeof agentSchema>>;
