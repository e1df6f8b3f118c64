/** The lines of a Job's report (job/report.ts), held against logs that anybody may have written. */
import * as z from 'zod';
import { oneLine } from '../../base/plain-text';
import { fileValues } from '../../results';
import { type AskedKind, reportSchema } from '../job/report';

const { bytes, count, family, milliseconds, name, seenAddress, text } = fileValues;

/** For people, or to be compared with names: it stays in its line. */
const line = text.transform(oneLine);

/** Absent, or null where a number is none. */
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);

export const startLine = z.looseObject({
  report: z.literal('start'),
  schema: z.literal(reportSchema),
  from: name.transform(oneLine),
  node: name.transform(oneLine),
  interfaces: z.array(z.looseObject({ name: line, mtu: maybe(bytes), addresses: z.array(seenAddress) })),
  /** Some are no plain addresses (a port, a link): whoever uses them chooses. */
  nameServers: maybe(z.array(line)),
});

/** Unknown fields are left out: observations go into the results as they are. */
export const observationLine = z.object({
  asked: line.transform((asked) => asked as AskedKind), // one that is not known answers no check
  to: line,
  family,
  protocol: maybe(z.enum(['tcp', 'udp'])),
  reachable: maybe(z.boolean()),
  answeredBy: maybe(line),
  source: maybe(seenAddress),
  rttMs: maybe(milliseconds),
  bytes: maybe(bytes),
  localLimit: maybe(bytes),
  addresses: maybe(z.array(line)),
  error: maybe(line),
  again: maybe(z.object({ tries: count, passed: count })),
  skipped: maybe(line),
  notAsked: maybe(line),
});

export const endLine = z.looseObject({
  report: z.literal('end'),
  observations: count,
  durationMs: milliseconds,
  cpuMs: milliseconds,
  maxRssBytes: count,
});
