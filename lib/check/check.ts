/** One question about one pair, direction, family and protocol, and its answer: what results files hold of it. */
import * as z from 'zod';
import { bytes, count, milliseconds, name, text } from '../base/values';
import { unknownSchema } from '../datapath';
import { addressOrRange, family, range, seenAddress } from '../net/values';
import type { Observation, SizeObservation } from '../prober';
import type { ReportedObservation } from '../prober/questions/report';
import { failureSchema, type lackSchema } from './failure';
import { againSchema, overlapSchema, reasonSchema, unreachableSchema } from './reason';

/** How far apart the endpoints of an exchange are, as the end of its check's id. */
export type Distance = 'same-node' | 'cross-node' | 'cross-zone';

/**
 * The requirements of Kubernetes that the checks stand for: no two pods with one address (0), pod to pod without NAT
 * (1), node to pod (2), pod to node (3); `base` is the network between the nodes, which Kubernetes takes for granted.
 */
const requirementSchema = z.union([z.literal([0, 1, 2, 3]), z.literal('base')]);
/** A requirement of Kubernetes by its number, or a kind of checks beside them. */
export type Requirement = z.infer<typeof requirementSchema>;

const names = z.array(name).readonly();
const texts = z.array(text).readonly();

/** What must hold. Absent fields require nothing. */
const requiredSchema = z
  .object({
    /** false: nobody may answer. */
    reachable: z.boolean().optional(),
    /** Endpoints that may answer. @default the one that is asked */
    answeredBy: names.optional(),
    /** Exactly these addresses: what a name must stand for, or a node's shares of the pod network. */
    addresses: texts.optional(),
    /** Source addresses that the receiver may see; a range, such as a node's share, stands for all of its addresses. */
    sources: z.array(addressOrRange).readonly().optional(),
    /** Largest packet that must arrive unfragmented, in bytes. */
    bytes: bytes.optional(),
    /** Largest packet that can cross the underlay in one piece, in bytes; more means that outer packets are fragmented. */
    atMost: bytes.optional(),
    /** Range that the address must lie in. */
    within: range.optional(),
    /** Range that must be one of those that Services get their addresses from. */
    range: range.optional(),
  })
  .readonly();
/** What must hold for a check to pass. */
export type Required = z.infer<typeof requiredSchema>;

/** What the walk over the datapath says. */
const predictedSchema = z
  .object({
    /** Nothing is predicted: the walk does not know what decides here. */
    none: z.literal(true).optional(),
    /** Where that is, as far as the walk came. */
    unknown: unknownSchema.optional(),
    /** Absent with `answers`: chance decides. */
    reachable: z.boolean().optional(),
    /** Source address that the receiver sees; of an address check, the planned address. */
    source: seenAddress.optional(),
    /** Endpoint whose answer comes back. */
    answeredBy: name.optional(),
    /** Where chance decides who is asked: those whose answer comes back, each with the source that it sees. */
    answers: z
      .array(z.object({ answeredBy: name, source: seenAddress }).readonly())
      .readonly()
      .optional(),
    /** Largest packet that arrives unfragmented, in bytes. */
    bytes: bytes.optional(),
    /** Largest packet that the sender's own kernel sends where larger ones than `bytes` vanish, in bytes. */
    localLimit: bytes.optional(),
    /** Of a name: how late its name servers answer, in milliseconds, where they do. */
    afterMs: milliseconds.optional(),
    /** Hosts and links on the way, for checks that fail. */
    path: texts.optional(),
    /** Why it is not reachable. */
    why: unreachableSchema.optional(),
    /** Endpoints that have the same address. */
    alsoOn: names.optional(),
  })
  .readonly();
/** What the walk over the datapath says. */
export type Predicted = z.infer<typeof predictedSchema>;

/** How long the answers of a series of questions took, none of which was asked twice. */
export const answerTimesSchema = z
  .object({
    /** How many came. */
    answers: count,
    /** In milliseconds. */
    medianMs: milliseconds,
    /** In milliseconds. */
    slowestMs: milliseconds,
  })
  .readonly();

/** What was measured. */
const observedSchema = z
  .object({
    /** Whether the right endpoint answered. */
    reachable: z.boolean().optional(),
    /** Source address that the receiver saw. */
    source: seenAddress.optional(),
    /** Endpoint that answered. */
    answeredBy: text.optional(),
    /** Round-trip time, in milliseconds. */
    rttMs: milliseconds.optional(),
    /** Largest packet that arrived unfragmented, in bytes. */
    bytes: bytes.optional(),
    /** Largest packet that the sender's own kernel sent, in bytes. */
    localLimit: bytes.optional(),
    /** Addresses that the endpoint really has, or what a name stands for. */
    addresses: texts.optional(),
    /** Of a name: how long the answers took. */
    times: answerTimesSchema.optional(),
    /** Endpoints that have the same address. */
    alsoOn: names.optional(),
    /** Ranges of Services that overlap others', the first of each. */
    overlaps: z.array(overlapSchema).readonly().optional(),
    /** Why there was no answer, or no size was found. */
    failure: failureSchema.optional(),
    /** An exchange that failed and should have passed, tried again at the end: a rule fails always, chance does not. */
    again: againSchema.optional(),
  })
  .readonly();

/** What was measured, or why it could not be asked. */
export interface Observed extends z.infer<typeof observedSchema> {
  /** What the machine that asks lacked. Such a check is skipped, with the lack as its reason, and has no observation. */
  readonly notAsked?: z.infer<typeof lackSchema>;
}

/** What a prober observes, in labs and in Jobs. */
type Probed =
  | keyof Observation
  | keyof SizeObservation
  | Exclude<keyof ReportedObservation, 'asked' | 'to' | 'family' | 'protocol' | 'skipped'>;

/** Fails to compile where a prober observes what a results file would lose. */
const _kept: [Exclude<Probed, keyof Observed>] extends [never] ? true : never = true;
void _kept;

/** One question. */
const questionSchema = z.object({
  /** Its kind, and, of exchanges, how far apart the two are: `pod-to-pod/cross-node`, `mtu/path`. */
  id: name,
  requirement: requirementSchema.optional(),
  /** Endpoint that asks, such as `pod:worker-1/0`. */
  from: name,
  /** Endpoint that is asked; the same one where the check is about one. */
  to: name,
  family,
  protocol: z.enum(['tcp', 'udp']).optional(),
  required: requiredSchema,
  predicted: predictedSchema,
});

/** One question, and why it is not even asked. */
export interface Check extends Readonly<z.infer<typeof questionSchema>> {
  /** Why it is not even tried. */
  readonly skip?: z.infer<typeof reasonSchema>;
}

/** What became of a check. */
const verdictSchema = z.enum(['pass', 'fail', 'skip']);
/** Whether a check holds. */
export type Verdict = z.infer<typeof verdictSchema>;

/** A question with its answer. */
export const checkResultSchema = questionSchema.extend({
  /** Absent where nothing was measured. */
  observed: observedSchema.optional(),
  verdict: verdictSchema,
  /** Why it failed or was skipped; absent of checks that passed. */
  why: reasonSchema.optional(),
  /** What the walk over the real state says, of checks that failed where that was read. */
  explained: predictedSchema.optional(),
  /** Whether the walk said something else than what was measured. */
  mispredicted: z.literal(true).optional(),
  /** A skip that no run should have: the machine that was to ask could not, for want of sockets, ports or memory. */
  notAsked: z.literal(true).optional(),
});
/** A check with its answer, as results hold it. */
export type CheckResult = Readonly<z.infer<typeof checkResultSchema>>;
