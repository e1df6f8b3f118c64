/** The lines of a Job's report (prober/questions/report.ts), held against logs that anybody may have written. */
import * as z from 'zod';
import { bytes, count, milliseconds, name, text } from '../../base/values';
import { answerTimesSchema, failureSchema, lackSchema } from '../../check';
import { family, seenAddress } from '../../net/values';
import { type AskedKind, type ReportedObservation, reportSchema } from '../../prober/questions/report';

const skipSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('uncounted') }),
  z.object({ code: z.literal('out-of-time'), seconds: count }),
  z.object({ code: z.literal('unknown'), text }),
]);

/** A code with details; of older versions, a text. */
function coded<T extends z.ZodType>(schema: T) {
  return z.union([schema, text.transform((known) => ({ code: 'unknown' as const, text: known }))]);
}

/** Absent, or null where a number is none. */
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);

/** First line of a report. */
export const startLine = z.looseObject({
  report: z.literal('start'),
  schema: z.literal(reportSchema),
  from: name,
  node: name,
  interfaces: z.array(z.looseObject({ name: text, mtu: maybe(bytes), addresses: z.array(seenAddress) })),
  /** Some are no plain addresses (a port, a link): whoever uses them chooses. */
  nameServers: maybe(z.array(text)),
});

/** Unknown fields are left out: observations go into the results as they are. */
const observation = z.object({
  asked: text.transform((asked) => asked as AskedKind), // one that is not known answers no check
  to: text,
  family,
  protocol: maybe(z.enum(['tcp', 'udp'])),
  reachable: maybe(z.boolean()),
  answeredBy: maybe(text),
  source: maybe(seenAddress),
  rttMs: maybe(milliseconds),
  bytes: maybe(bytes),
  localLimit: maybe(bytes),
  addresses: maybe(z.array(text)),
  times: maybe(answerTimesSchema),
  failure: maybe(failureSchema),
  /** Of older versions, in place of `failure`. */
  error: maybe(text),
  again: maybe(z.object({ tries: count, passed: count })),
  skipped: maybe(coded(skipSchema)),
  notAsked: maybe(coded(lackSchema)),
});

/** A line of a report: one answer. */
export const observationLine = observation.transform(({ error, failure, ...answer }) => ({
  ...answer,
  failure: failure ?? (error === undefined ? undefined : { code: 'unknown' as const, text: error }),
}));

/** Fails to compile where Jobs report what is not read here. */
const _read: [Exclude<keyof ReportedObservation, keyof z.output<typeof observationLine>>] extends [never]
  ? true
  : never = true;
void _read;

/** Last line of a report. */
export const endLine = z.looseObject({
  report: z.literal('end'),
  observations: count,
  durationMs: milliseconds,
  cpuMs: milliseconds,
  maxRssBytes: count,
});
