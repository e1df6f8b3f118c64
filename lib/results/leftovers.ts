/** What CNIs that do not run have left in a cluster, as its file holds it. docs/leftovers.md tells of it. */
import * as z from 'zod';
import { count, name, port, text, time } from '../base/values';
import { leftKinds } from '../state';

/** Name and version of the form. Parts may be added to it, so that old files stay valid and old readers go on. */
export const leftoversSchemaName = 'cni-testbed/leftovers/v1';

const words = z.array(text).readonly();

const harmSchema = z.discriminatedUnion('code', [
  /** It has a port that others need; `blocks` is a device that wants it too, and is down. */
  z.object({
    code: z.literal('holds-port'),
    protocol: z.enum(['tcp', 'udp']),
    port,
    blocks: name.optional(),
  }),
  /** Its routes take packets that nobody expects at the other end. */
  z.object({ code: z.literal('takes-packets'), routes: count }),
  /** Cables of pods end at it. */
  z.object({ code: z.literal('pods-on-it'), pods: count }),
  /** The container runtime goes on calling its plug-in; `instead` of the one that runs. */
  z.object({ code: z.literal('called'), instead: z.boolean() }),
  /** Its eBPF programs decide about packets of these links, or of sockets. */
  z.object({ code: z.literal('programs-act'), at: z.array(name).readonly() }),
  /** Its rules still accept, mark, translate or drop packets. */
  z.object({ code: z.literal('rules-act') }),
  /** It drops packets to a range. */
  z.object({ code: z.literal('drops'), range: text }),
  /** It says that the node has no network: nothing is scheduled there. */
  z.object({ code: z.literal('keeps-pods-away') }),
  /** It says that the node has a network, and nobody provides it. */
  z.object({ code: z.literal('says-ready') }),
  /** A later installation takes up what is in it. */
  z.object({ code: z.literal('taken-up') }),
  /** Nobody answers for it: namespaces that are deleted hang. */
  z.object({ code: z.literal('no-answer') }),
]);

const leftSchema = z.object({
  /** @default it is the cluster's */
  host: name.optional(),
  /** Name of the CNI; `unknown`: nobody's name is on it. */
  owner: name,
  kind: z.enum(leftKinds),
  name: text,
  /** What it consists of, or goes with it. */
  with: words,
  harms: z.array(harmSchema).readonly(),
  /** Argument lists that remove it, in order; empty: none can be named. */
  commands: z.array(words).readonly(),
  /** Says more of it where there are none. */
  look: words.optional(),
});

const gapSchema = z.object({ of: name, command: text, why: name, details: text.optional() });

/** What was read of a cluster, and what is left in it. */
export const leftoversSchema = z
  .object({
    schema: z.literal(leftoversSchemaName),
    /** The cluster, or the files. */
    source: text,
    takenAt: time,
    /** `left`: something is; `incomplete`: nothing was found, and not all was read; `nothing`: nothing is left. */
    verdict: z.enum(['left', 'incomplete', 'nothing']),
    /** Names of the CNIs that run. */
    running: z.array(name).readonly(),
    /** Machines that were read, with what could not be read of them. */
    hosts: z.array(z.object({ name, gaps: z.array(gapSchema).readonly() })).readonly(),
    /** Machines that were not. */
    unread: z.array(name).readonly(),
    /** Parts of the API that were not read. */
    unasked: z.array(z.enum(['nodes', 'groups', 'namespaces'])).readonly(),
    /** In the order in which it can be removed. */
    left: z.array(leftSchema).readonly(),
    notes: words,
  })
  .readonly();
/** What is left in a cluster. */
export type LeftoversReport = z.output<typeof leftoversSchema>;
/** One thing that is left. */
export type LeftRow = LeftoversReport['left'][number];

/** The verdict that follows from what was read and found. */
export function leftoversVerdict({
  left,
  unread,
  unasked,
  hosts,
}: Pick<LeftoversReport, 'left' | 'unread' | 'unasked' | 'hosts'>): LeftoversReport['verdict'] {
  if (left.length > 0) return 'left';
  const all = unread.length + unasked.length === 0 && hosts.every(({ gaps }) => gaps.length === 0);
  return all && hosts.length > 0 ? 'nothing' : 'incomplete';
}
