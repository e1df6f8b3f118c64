/** The lines that measuring Jobs and servers write (prober/measure/job/report.ts), held against what anybody may have written. */
import * as z from 'zod';
import { bytes, count, milliseconds, name, text } from '../../base/values';
import { failureSchema } from '../../check';
import { sampleSchema, share } from '../../measure/file/sample';
import { seenAddress } from '../../net/values';
import {
  type AgentsReport,
  type FirstPacket,
  type Isolation,
  type MeasureLine,
  type MeshReport,
  measureReportSchema,
  type ServerReport,
  type SilenceReport,
  type WayReport,
} from '../../prober/measure/job/report';

const network = z.enum(['node', 'pod']);

/** A Job's first line. */
export const measureStart = z.looseObject({
  report: z.literal('start'),
  schema: z.literal(measureReportSchema),
  network,
  node: name,
});

/** What a Job does not know of a measurement: where it was made. */
const elsewhere = {
  path: true,
  work: true,
  family: true,
  from: true,
  to: true,
  policies: true,
  nodesMs: true,
} as const;

/** A line: one measurement. Unknown fields are left out. */
export const measureLine = sampleSchema
  .omit(elsewhere)
  .extend({
    step: count,
    busyMs: z.object({ client: milliseconds, server: milliseconds }).optional(),
  })
  .superRefine(({ quantilesUs = [], ...line }, { addIssue }) => {
    const falling = quantilesUs.findIndex((value, i) => i > 0 && value < quantilesUs[i - 1]!);
    if (falling > 0)
      addIssue({
        code: 'custom',
        path: ['quantilesUs', falling],
        input: quantilesUs[falling],
        message: 'quantiles rise',
      });
    if (line.failure && line.count > 0)
      addIssue({ code: 'custom', path: ['count'], input: line.count, message: 'what failed counts nothing' });
  });

/** A Job's last line. */
export const measureEnd = z.looseObject({
  report: z.literal('end'),
  measurements: count,
  durationMs: milliseconds,
});

/** A server's only line. */
export const serverLine = z.looseObject({
  report: z.literal('server'),
  schema: z.literal(measureReportSchema),
  network,
  node: name,
  interfaces: z.array(z.looseObject({ name: text, mtu: bytes.optional(), addresses: z.array(seenAddress) })),
  routeMtu: bytes.optional(),
  runtime: name,
  processors: name,
  congestionControl: name.optional(),
  governor: name.optional(),
  proxyMode: name.optional(),
  busy: share.optional(),
});

/** A moment in milliseconds since 1970. */
const moment = z.number().nonnegative().max(8.64e15);

/** The only line of a pod that asks how soon it is answered. */
export const firstPacketLine = z
  .looseObject({
    report: z.literal('first-packet'),
    schema: z.literal(measureReportSchema),
    node: name,
    begunMs: moment,
    answeredMs: moment.optional(),
  })
  .refine(({ begunMs, answeredMs = begunMs }) => answeredMs >= begunMs, {
    path: ['answeredMs'],
    message: 'nobody is answered before asking',
  });

/** The only line of a pod that is born under a policy. */
export const isolationLine = z.looseObject({
  report: z.literal('isolation'),
  schema: z.literal(measureReportSchema),
  node: name,
  openMs: milliseconds,
  stillOpen: z.boolean(),
  allowedMs: milliseconds.optional(),
});

/** The only line of a Job that asks at a steady pace. */
export const silenceLine = z.looseObject({
  report: z.literal('silence'),
  schema: z.literal(measureReportSchema),
  node: name,
  exchangeMs: milliseconds.optional(),
  connectMs: milliseconds.optional(),
});

/** A line of a pod that tries a way until it is ended. */
export const wayLine = z.looseObject({
  report: z.literal('way'),
  schema: z.literal(measureReportSchema),
  node: name,
  nowMs: moment,
  open: z.boolean(),
  sinceMs: moment.optional(),
});

/** A line of a pod that asks all others until it is ended. */
export const meshLine = z.looseObject({
  report: z.literal('mesh'),
  schema: z.literal(measureReportSchema),
  node: name,
  nowMs: moment,
  answers: z.array(z.object({ node: name, ms: moment })),
});

/** The only line of a Job that reads what pods of its node spend. */
export const agentsLine = z.looseObject({
  report: z.literal('agents'),
  schema: z.literal(measureReportSchema),
  node: name,
  windowMs: milliseconds,
  pods: z.array(z.object({ uid: name, cpuMs: milliseconds, memoryBytes: count })),
  failure: failureSchema.optional(),
});

/** Fails to compile where something is written that is not read here. */
const _read: [
  Exclude<keyof MeasureLine, keyof z.output<typeof measureLine>>,
  Exclude<keyof ServerReport, keyof z.output<typeof serverLine>>,
  Exclude<keyof FirstPacket, keyof z.output<typeof firstPacketLine>>,
  Exclude<keyof Isolation, keyof z.output<typeof isolationLine>>,
  Exclude<keyof AgentsReport, keyof z.output<typeof agentsLine>>,
  Exclude<keyof SilenceReport, keyof z.output<typeof silenceLine>>,
  Exclude<keyof WayReport, keyof z.output<typeof wayLine>>,
  Exclude<keyof MeshReport, keyof z.output<typeof meshLine>>,
] extends [never, never, never, never, never, never, never, never]
  ? true
  : never = true;
void _read;
