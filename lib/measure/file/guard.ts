/** What makes numbers mean less than they seem to: found before and during measuring, as codes with details. */
import * as z from 'zod';
import { name, text } from '../../base/values';
import { share } from './sample';

/** Something that a guard found. */
export const guardSchema = z.discriminatedUnion('code', [
  /** The instances' bandwidth and processors are credits that run out. */
  z.object({ code: z.literal('burstable'), subject: name, instanceType: text }),
  /** The instances' bandwidth is "up to" what is said: a burst of minutes. */
  z.object({ code: z.literal('bandwidth-credits'), subject: name, instanceType: text }),
  z.object({ code: z.literal('few-workers'), subject: name, workers: z.number().int().nonnegative() }),
  /** A condition that must be the same is not: kernels, instance types. */
  z.object({ code: z.literal('unequal'), condition: text, values: z.record(name, text) }),
  /** A condition that had better be the same is not: MTU, congestion control. */
  z.object({ code: z.literal('unlike'), condition: text, values: z.record(name, text) }),
  /** Other programs use a node's processors. */
  z.object({ code: z.literal('busy'), subject: name, node: text, share }),
  /** So many blocks count although their clients waited for a processor, or a hypervisor took it; or none was any better. */
  z.object({ code: z.literal('starved'), subject: name, blocks: z.number().int().positive(), share }),
  /** No placement group: a flow has 5 Gbit/s at most. */
  z.object({ code: z.literal('no-placement'), subject: name }),
  /** The processors' clocks follow the load. */
  z.object({ code: z.literal('governor'), subject: name, governor: text }),
]);

/** One of them. */
export type Guard = Readonly<z.output<typeof guardSchema>>;

/** Without `--anyway`, nothing is measured where one of these is found. */
export const refusing: readonly Guard['code'][] = ['burstable', 'few-workers', 'unequal', 'busy'];
