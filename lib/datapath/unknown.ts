/** Why it is not known what becomes of a packet, as a code with its details; unknown-text.ts puts it in words. */
import * as z from 'zod';
import { name, text } from '../base/values';

/** What decides there by code, each with its details. */
const becauseSchema = z.discriminatedUnion('code', [
  /** eBPF programs of the link. */
  z.object({ code: z.literal('ebpf'), programs: text }),
  /** A netfilter rule of which not all is known, or that asks what is not known of the packet. */
  z.object({ code: z.literal('rule'), rule: text }),
  /** A link of a kind whose other side is not known. */
  z.object({ code: z.literal('link'), kind: text }),
  /** A rule of policy routing. */
  z.object({ code: z.literal('policy-rule'), rule: text }),
]);

/** Where a walk ends because what decides there is not known. */
export const unknownSchema = z.object({ host: name, link: name.optional(), because: becauseSchema });

/** What decides about a packet and is not known. */
export type Because = Readonly<z.infer<typeof becauseSchema>>;
/** Where a walk ends because what decides there is not known. */
export type Unknown = Readonly<z.infer<typeof unknownSchema>>;
