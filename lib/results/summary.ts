import * as z from 'zod';
import { addTo } from '../base/lists';
import { count, text } from '../base/values';
import { type CheckResult, kindOf } from '../check';

/** How many checks there are, and how many of each verdict. */
const countsSchema = z.object({ total: count, pass: count, fail: count, skip: count }).readonly();
/** How many checks have which verdict. */
export type Counts = z.infer<typeof countsSchema>;

/** How much of what could be asked was asked. */
const coverageSchema = z
  .object({
    /** Ordered pairs of endpoints that were tried, and that there are. */
    pairs: z.object({ tried: count, total: count }).readonly(),
  })
  .readonly();
/** How much of what could be asked was asked. */
export type Coverage = z.infer<typeof coverageSchema>;

/** A run in numbers. */
export const summarySchema = countsSchema.unwrap().extend({
  /** Checks in which reality differed from the walk. */
  mispredicted: count,
  /** Skipped checks that the machine could not ask; absent where there are none. */
  notAsked: count.optional(),
  coverage: coverageSchema,
  /** By requirement of Kubernetes: 0 to 3, and `base`. */
  byRequirement: z.record(text, countsSchema).readonly(),
  /** By kind of check: `mtu/path`, `pod-to-pod`, … */
  byKind: z.record(text, countsSchema).readonly(),
});
/** A run in numbers. */
export type Summary = Readonly<z.infer<typeof summarySchema>>;

/** What a run says as a whole. `incomplete`: nothing failed, and not everything that should have been asked was. */
export type RunVerdict = 'pass' | 'fail' | 'incomplete';

/** The verdict of a run from its counts. */
export function runVerdict({
  pass,
  fail,
  notAsked = 0,
}: Pick<Summary, 'pass' | 'fail' | 'notAsked'>): RunVerdict {
  if (fail > 0) return 'fail';
  return notAsked > 0 || pass === 0 ? 'incomplete' : 'pass';
}

/** The run in numbers. */
export function summarise(checks: readonly CheckResult[], coverage: Coverage): Summary {
  const notAsked = checks.filter((check) => check.notAsked).length;
  return {
    ...countAll(checks),
    mispredicted: checks.filter((check) => check.mispredicted).length,
    ...(notAsked > 0 ? { notAsked } : {}),
    coverage,
    byRequirement: countBy(checks, ({ requirement }) => requirement?.toString()),
    byKind: countBy(checks, (check) => kindOf(check)?.id ?? check.id),
  };
}

function countBy(
  checks: readonly CheckResult[],
  keyOf: (check: CheckResult) => string | undefined,
): Record<string, Counts> {
  const groups = new Map<string, CheckResult[]>();
  for (const check of checks) {
    const key = keyOf(check);
    if (key !== undefined) addTo(groups, key, check);
  }
  return Object.fromEntries([...groups].map(([key, group]) => [key, countAll(group)]));
}

function countAll(checks: readonly CheckResult[]): Counts {
  const count = (verdict: string) => checks.filter((check) => check.verdict === verdict).length;
  return { total: checks.length, pass: count('pass'), fail: count('fail'), skip: count('skip') };
}
