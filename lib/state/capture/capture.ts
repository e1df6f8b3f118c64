/** What the tools of one machine said of its kernel's network state, as they said it. docs/state.md tells how to take one. */
import * as z from 'zod';
import { name, text, time } from '../../base/values';

/** Name and version of the form. */
export const captureSchemaName = 'cni-testbed/capture/v1';

/** What one command said. */
const outputSchema = z
  .object({
    stdout: z.string(),
    stderr: z.string(),
    /** Exit code; null: the program could not be run, and `stderr` says why. */
    exit: z.number().int().nullable(),
  })
  .readonly();
/** What one command said. */
export type Output = z.infer<typeof outputSchema>;

/** By the command line, such as `ip -j -d link show`. */
const outputsSchema = z.record(text, outputSchema).readonly();
/** What the commands said, by the command line. */
export type Outputs = z.infer<typeof outputsSchema>;

/** One network namespace of a machine that is a pod's. */
const podCaptureSchema = z
  .object({
    /** A name for people: the pod's id in labs, else the namespace's number. */
    pod: name,
    outputs: outputsSchema,
  })
  .readonly();

/** The capture of one machine. */
export const captureFileSchema = z
  .object({
    schema: z.literal(captureSchemaName),
    /** Name of the machine, as Kubernetes or the lab has it. */
    host: name,
    takenAt: time,
    /** Release of its kernel. @default not known */
    kernel: text.optional(),
    /** Whether root took it: others are told less. */
    root: z.boolean(),
    outputs: outputsSchema,
    /** The namespaces of its pods, where they were asked for. @default they were not */
    pods: z.array(podCaptureSchema).readonly().optional(),
  })
  .readonly();
/** The capture of one machine. */
export type Capture = z.infer<typeof captureFileSchema>;

/** When the first of them was taken, as RFC 3339 writes it; of none, now. */
export function earliest(captures: readonly Pick<Capture, 'takenAt'>[]): string {
  return captures.map(({ takenAt }) => takenAt).sort()[0] ?? new Date().toISOString();
}
