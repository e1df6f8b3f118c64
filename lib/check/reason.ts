/** Why a check failed or was skipped, as a code with details; reason-text.ts puts it in words. */
import * as z from 'zod';
import { bytes, count, milliseconds, name, text } from '../base/values';
import { unknownSchema, unreachedSchema } from '../datapath';
import { addressOrRange, family, range, seenAddress } from '../net/values';
import { withoutClusterPolicies } from '../prober/questions/settings';
import { failureSchema, lackSchema } from './failure';

/** How often an exchange passed that was tried again. */
export const againSchema = z.object({ tries: count, passed: count }).readonly();

/** A range of Services that overlaps another's: that of a pod or node, a planned one, or one that is reserved. */
export const overlapSchema = z
  .object({ range, of: z.enum(['pods', 'nodes', 'reserved']), with: addressOrRange })
  .readonly();

/** A range of Services that overlaps another's. */
export type Overlap = z.infer<typeof overlapSchema>;

/** Only a text is known: of files that were written before there were codes. */
const unknown = z.object({ code: z.literal('unknown'), text });

/** Why nothing is reachable, as the walk says. */
export const unreachableSchema = z.discriminatedUnion('code', [...unreachedSchema.options, unknown]);

/** Why a probe was not answered. */
export type Unreachable = Readonly<z.infer<typeof unreachableSchema>>;

const failures = [
  /** Nobody answers: what the probe met, or, of a prediction, why; and how often it passes when tried again. */
  z.object({
    code: z.literal('no-answer'),
    failure: failureSchema.optional(),
    predicted: unreachableSchema.optional(),
    again: againSchema.optional(),
  }),
  /** Somebody else answers. */
  z.object({ code: z.literal('other-answers'), answeredBy: text, meant: name }),
  /** The receiver sees a source address that it may not see. */
  z.object({
    code: z.literal('source-not-allowed'),
    source: seenAddress.optional(),
    allowed: z.array(addressOrRange).readonly(),
  }),
  /** What leaves the cluster does not have its node's address. */
  z.object({
    code: z.literal('egress-source'),
    source: seenAddress.optional(),
    allowed: z.array(addressOrRange).readonly(),
  }),
  /** Somebody answers where nobody may. */
  z.object({ code: z.literal('not-denied'), answeredBy: text }),
  /** It has other addresses than it must. */
  z.object({
    code: z.literal('other-addresses'),
    has: z.array(text).readonly(),
    wanted: z.array(text).readonly(),
    failure: failureSchema.optional(),
  }),
  /** A name's answers come, and more than half of them take longer than this, in milliseconds. */
  z.object({ code: z.literal('slow-answers'), medianMs: milliseconds, mostMs: milliseconds }),
  /** No size was found that passes. */
  z.object({ code: z.literal('no-size'), failure: failureSchema.optional() }),
  /** Packets of these sizes, in bytes, leave the sender and never arrive. */
  z.object({ code: z.literal('black-hole'), from: bytes, to: bytes }),
  /** Smaller packets than would fit the underlay, in bytes. */
  z.object({ code: z.literal('wasteful'), bytes, possible: bytes }),
  /** Larger packets pass than can cross the underlay in one piece, in bytes: outer packets are fragmented. */
  z.object({ code: z.literal('outer-fragmented'), bytes, atMost: bytes }),
  /** An endpoint does not have its planned address. */
  z.object({
    code: z.literal('address-missing'),
    planned: seenAddress,
    within: range.optional(),
    has: z.array(text).readonly(),
  }),
  /** An endpoint's address lies outside of its node's range. */
  z.object({ code: z.literal('address-outside'), address: seenAddress, within: range }),
  /** Other endpoints have the address too. */
  z.object({ code: z.literal('address-shared'), address: seenAddress, with: z.array(name).readonly() }),
  /** The planned range of Services is none of those that the cluster has. */
  z.object({ code: z.literal('range-missing'), planned: range, has: z.array(range).readonly() }),
  /** A range of Services overlaps another's. */
  z.object({ code: z.literal('range-overlaps'), ...overlapSchema.unwrap().shape }),
  /** The Job that was to ask says nothing of it. */
  z.object({ code: z.literal('not-reported') }),
] as const;

const skips = [
  /** The pair is not reachable, which its own check says. */
  z.object({
    code: z.literal('pair-unreachable'),
    failure: failureSchema.optional(),
    predicted: unreachableSchema.optional(),
  }),
  /** Nothing is measured, and nothing predicted: the walk does not know what decides there. */
  z.object({ code: z.literal('not-predicted'), unknown: unknownSchema.optional() }),
  /** The machine that was to ask could not. */
  z.object({ code: z.literal('not-asked'), lack: lackSchema }),
  /** Nothing translates what leaves the cluster. */
  z.object({ code: z.literal('no-translation'), cni: name }),
  /** No node has rules for Services: `nft` is missing on this machine. */
  z.object({ code: z.literal('no-service-rules') }),
  /** Answers from pods of the same bridge are not translated back: this machine's kernel has no br_netfilter. */
  z.object({ code: z.literal('no-bridge-netfilter') }),
  /** No probe server outside the cluster was named. */
  z.object({ code: z.literal('no-outside-server') }),
  /** The node has no address of the family to leave the cluster with. */
  z.object({ code: z.literal('no-node-address'), node: name, family }),
  /** Where the API servers are is not known: it may not be read. */
  z.object({ code: z.literal('no-api-server-address') }),
  /** None of the nodes that ask is a control plane. */
  z.object({ code: z.literal('no-control-plane') }),
  /** The metadata service does not answer the node itself, so that the pod's silence proves nothing. */
  z.object({ code: z.literal('no-metadata-service') }),
  /** The pod does not answer where policies let in, so that its silence proves nothing. */
  z.object({ code: z.literal('no-control') }),
  /** No policies of the whole cluster were made for the run. */
  z.object({ code: z.literal('no-cluster-policies'), because: z.enum(withoutClusterPolicies), cni: name }),
  /** The CNI enforces no network policies, or nobody knows whether it should. */
  z.object({ code: z.literal('no-policies'), cni: name, known: z.boolean() }),
  /** The kernel does not count the packets that it fragments. */
  z.object({ code: z.literal('uncounted') }),
  /** No plan was given to compare the nodes' shares with. */
  z.object({ code: z.literal('no-plan') }),
  /** The plan has no such node. */
  z.object({ code: z.literal('not-in-plan'), node: name }),
  /** The time for sizes was used up, in seconds. */
  z.object({ code: z.literal('out-of-time'), seconds: count }),
] as const;

/** The reasons by code, each with its details. */
export const reasonSchema = z.discriminatedUnion('code', [...failures, ...skips, unknown]);

/** Why a check failed or was skipped. */
export type Reason = Readonly<z.infer<typeof reasonSchema>>;
