/** Why an exchange does not come about, as the walk over the state says; unreached-text.ts puts it in words. */
import * as z from 'zod';
import { name } from '../base/values';
import { seenAddress } from '../net/values';
import { dropSchema } from './drop';

/** The reasons by code, each with its details. */
export const unreachedSchema = z.discriminatedUnion('code', [
  /** The packet is dropped on its way. */
  z.object({ code: z.literal('dropped'), drop: dropSchema }),
  /** `reached` gets the packet, and its answer is dropped. */
  z.object({ code: z.literal('answer-dropped'), reached: name, drop: dropSchema }),
  /** `reached` gets the packet, and its answer goes to another host that has the sender's address too. */
  z.object({ code: z.literal('answer-astray'), reached: name, host: name, address: seenAddress }),
  /** `reached` gets the packet, and its answer comes from `address`, which nobody asked: nothing translates it back. */
  z.object({
    code: z.literal('answer-untranslated'),
    reached: name,
    address: seenAddress,
    asked: seenAddress,
  }),
  /** Another endpoint has the address and answers: `answeredBy` in place of `meant`. */
  z.object({
    code: z.literal('other-answers'),
    address: seenAddress,
    answeredBy: name,
    meant: name,
    /** The sender itself answers. */
    self: z.literal(true).optional(),
  }),
  /** The endpoint's own link is down, so that its address cannot be reached. */
  z.object({ code: z.literal('cut-off'), host: name, link: name }),
]);

/** Why an exchange does not come about. */
export type Unreached = Readonly<z.infer<typeof unreachedSchema>>;
