/** Kernel state that was read from machines, as results files hold it. docs/results.md has a sentence for each field. */
import * as z from 'zod';
import { count, name, port, text, time } from '../base/values';
import { type Difference, entryTexts, type Reading } from '../state';

const kinds = [
  ...['link', 'setting', 'address', 'route', 'policy-rule'],
  ...['neighbour', 'forwarding', 'netfilter', 'sysctl'],
] as const;

const gapSchema = z.object({
  of: name,
  command: text,
  /** A later version may have more reasons. */
  why: name,
  /** The one entry that was not read. @default all of the answer */
  entry: text.optional(),
  details: text.optional(),
});

const differenceSchema = z.object({
  host: name,
  /** A later version may have more kinds. */
  kind: z.enum(kinds).or(name),
  change: z.enum(['missing', 'extra', 'other']),
  key: text,
  /** In the words of the tool that sets it. */
  computed: text.optional(),
  real: text.optional(),
  /** Whether any packet's way changes by it alone, of the pairs that were tried. */
  matters: z.boolean(),
  /** Ordered pairs whose way changes. */
  pairs: count,
  /** Why it is to be expected; such a one never matters. */
  noise: text.optional(),
});

const findingSchema = z.discriminatedUnion('code', [
  /** A tunnel device that is missing or down, while another one holds its UDP port. */
  z.object({ code: z.literal('port-taken'), host: name, link: name, port, holder: name }),
  /** Entries of a CNI that is not the one that runs. */
  z.object({ code: z.literal('left-over'), host: name, owner: name, entries: z.array(text).readonly() }),
]);

/** What was read, and how it differs from the computed state. */
export const stateSchema = z
  .object({
    source: text,
    takenAt: time,
    hosts: z.array(z.object({ name, gaps: z.array(gapSchema).readonly() })).readonly(),
    /** Entries that both states have alike. */
    equal: count,
    /** Ordered pairs that were walked for each difference at most, and how many there are. */
    tried: z.object({ pairs: count, total: count }),
    diff: z.array(differenceSchema).readonly(),
    /** What is wrong besides single entries; absent where nothing is. */
    findings: z.array(findingSchema).readonly().optional(),
    /** Hosts whose state changed while it was looked at. */
    changed: z.array(name).readonly().optional(),
  })
  .readonly();
/** What was read of machines, as results hold it. */
export type StateReport = z.output<typeof stateSchema>;

/** A reading as results hold it: what matters first. */
export function stateReport(reading: Reading, changed: readonly string[] = []): StateReport {
  const { source, takenAt, hosts, equal, expected, differences, matters, findings } = reading;
  const rows = differences.map((one) => rowOf(one, matters.pairs.get(one) ?? 0));
  const noise = expected.map(({ difference, reason }) => ({ ...rowOf(difference, 0), noise: reason }));
  return {
    source,
    takenAt,
    hosts,
    equal,
    tried: { pairs: matters.tried, total: matters.total },
    diff: [...rows.sort((a, b) => b.pairs - a.pairs), ...noise],
    ...(findings.length > 0 && { findings }),
    ...(changed.length > 0 && { changed }),
  };
}

function rowOf(difference: Difference, pairs: number) {
  const { host, kind, change, key } = difference;
  return { host, kind, change, key, ...entryTexts(difference), matters: pairs > 0, pairs };
}
