import type { CheckResult, Requirement } from '../check/check';

export interface Counts {
  readonly total: number;
  readonly pass: number;
  readonly fail: number;
  readonly skip: number;
}

/** How much of what could be asked was asked. */
export interface Coverage {
  /** Ordered pairs of endpoints that were tried, and that there are. */
  readonly pairs: { readonly tried: number; readonly total: number };
}

export interface Summary extends Counts {
  /** Checks in which reality differed from the walk. */
  readonly mispredicted: number;
  /** Skipped checks that the machine could not ask; absent where there are none. */
  readonly notAsked?: number;
  readonly coverage: Coverage;
  readonly byRequirement: Readonly<Partial<Record<Requirement, Counts>>>;
  /** By the first part of the id: `mtu/path`, `pod-to-pod`, … */
  readonly byKind: Readonly<Record<string, Counts>>;
}

/** What a run says as a whole. `incomplete`: nothing failed, and not everything that should have been asked was. */
export type RunVerdict = 'pass' | 'fail' | 'incomplete';

export function runVerdict({
  pass,
  fail,
  notAsked = 0,
}: Pick<Summary, 'pass' | 'fail' | 'notAsked'>): RunVerdict {
  if (fail > 0) return 'fail';
  return notAsked > 0 || pass === 0 ? 'incomplete' : 'pass';
}

export function summarise(checks: readonly CheckResult[], coverage: Coverage): Summary {
  const notAsked = checks.filter((check) => check.notAsked).length;
  return {
    ...countAll(checks),
    mispredicted: checks.filter((check) => check.mispredicted).length,
    ...(notAsked > 0 ? { notAsked } : {}),
    coverage,
    byRequirement: countBy(checks, (check) => check.requirement),
    byKind: countBy(checks, ({ id }) => (id.includes('-to-') ? id.split('/')[0] : id)) as Record<
      string,
      Counts
    >,
  };
}

function countBy<K extends string | number>(
  checks: readonly CheckResult[],
  keyOf: (check: CheckResult) => K | undefined,
): Partial<Record<K, Counts>> {
  const groups = new Map<K, CheckResult[]>();
  for (const check of checks) {
    const key = keyOf(check);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(check);
    else groups.set(key, [check]);
  }
  return Object.fromEntries([...groups].map(([key, group]) => [key, countAll(group)])) as Partial<
    Record<K, Counts>
  >;
}

function countAll(checks: readonly CheckResult[]): Counts {
  const count = (verdict: string) => checks.filter((check) => check.verdict === verdict).length;
  return { total: checks.length, pass: count('pass'), fail: count('fail'), skip: count('skip') };
}
