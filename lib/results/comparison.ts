/** Several runs side by side: every CNI in every mode, on the same plan. */

import { smallest } from '../base/lists';
import { notMeasured } from '../base/targets';
import { asksForSize, type CheckResult } from '../check';
import { Network, Predictor } from '../datapath';
import type { Measurements } from '../measure';
import { type Family, isPod, nodeOf } from '../net';
import type { Testbed } from '../testbed';
import type { ComparisonRow } from './comparison-row';
import type { Results } from './schema';
import { type RunVerdict, runVerdict } from './summary';

/** Name and version of the file format. */
export const comparisonSchema = 'cni-testbed/comparison/v1';

/** CNIs and modes side by side. */
export interface Comparison {
  readonly schema: typeof comparisonSchema;
  readonly startedAt: string;
  readonly rows: readonly ComparisonRow[];
  /** The runs' results, in the order of the rows that have some. */
  readonly runs: readonly Results[];
  /** What the modes were measured to cost. @default they were not */
  readonly measurements?: Measurements;
}

/** What a finished run says in one row. */
export function comparisonRow(
  testbed: Testbed,
  { checks, summary, timings, target }: Results,
): ComparisonRow {
  const { pass, fail, skip, mispredicted, notAsked = 0 } = summary;
  return {
    ...nameOf(testbed),
    outcome: outcomeOf(testbed, summary),
    ...(notAsked > 0
      ? { why: 'not-asked' as const, reason: `this machine could not ask ${notAsked} checks` }
      : {}),
    measured: target !== notMeasured,
    checks: { pass, fail, skip, mispredicted },
    pathMtu: Object.fromEntries(
      testbed.plan.families.map((family) => [family, smallestPath(checks, family)]),
    ),
    ...wayOf(testbed),
    buildMs: timings.buildMs,
    convergeMs: timings.convergeMs,
  };
}

/** What all of them say together: a mode that this machine cannot build is passed over, checks that it could not ask are not. */
export function comparisonVerdict(rows: readonly ComparisonRow[]): RunVerdict {
  if (rows.some(({ outcome }) => outcome === 'fail')) return 'fail';
  const whole =
    rows.some(({ outcome }) => outcome === 'pass') && rows.every(({ why }) => why !== 'not-asked');
  return whole ? 'pass' : 'incomplete';
}

function outcomeOf(testbed: Testbed, summary: Results['summary']): ComparisonRow['outcome'] {
  if (summary.mispredicted > 0) return 'fail';
  if (summary.fail > 0) return isLesson(testbed) ? 'as-meant' : 'fail';
  return runVerdict(summary) === 'pass' ? 'pass' : 'skip';
}

/** A run that could not be. What the walk says stands in its place, marked as predicted. */
export function skippedRow(testbed: Testbed, predicted: Results, reason: string): ComparisonRow {
  return { ...comparisonRow(testbed, predicted), outcome: 'skip', why: 'missing-feature', reason };
}

/** Whether the mode is there to show what goes wrong without a CNI, and cannot work. */
function isLesson({ choice, plan }: Testbed): boolean {
  return choice.mode.connects === false && plan.nodes.length > 1;
}

function nameOf({ cni, choice, plan }: Testbed) {
  return { cni: cni.name, mode: choice.mode.name, zones: plan.zones.length };
}

/**
 * The smallest of the largest packets that go uncut between pods of two nodes, in bytes; undefined where none does. As
 * predicted where no size was measured.
 */
export function smallestPath(checks: readonly CheckResult[], family: Family): number | undefined {
  const asked = checks.filter(
    (check) =>
      asksForSize(check) &&
      check.family === family &&
      isPod(check.from) &&
      isPod(check.to) &&
      nodeOf(check.from) !== nodeOf(check.to),
  );
  const measured = asked.some(({ observed }) => observed);
  const sizes = asked.flatMap(({ observed, predicted }) => (measured ? observed : predicted)?.bytes ?? []);
  return sizes.length === 0 ? undefined : smallest(sizes);
}

/** The way between pods of two nodes, in two zones where there are two. */
function wayOf({ datapath, plan }: Testbed): Pick<ComparisonRow, 'hops' | 'wireOverhead'> {
  const pods = datapath.endpoints.filter(({ kind }) => kind === 'pod');
  const first = pods[0];
  const last = pods.find(({ zone }) => zone !== first?.zone) ?? pods.find(({ node }) => node !== first?.node);
  if (!first || !last) return {};
  const predictor = new Predictor(new Network(datapath));
  const [main] = plan.families;
  if (main === undefined || !predictor.predict(first, last, main, 'udp').reachable) return {};
  const walk = (family: Family) => predictor.predict(first, last, family, 'udp').forward;
  const overhead = (family: Family) =>
    walk(family).hops.reduce(
      (sum, { decision }) => sum + (decision.step === 'encapsulate' ? decision.overhead : 0),
      0,
    );
  return {
    hops: new Set(walk(main).hops.map(({ host }) => host)).size - 1,
    wireOverhead: Object.fromEntries(plan.families.map((family) => [family, overhead(family)])),
  };
}
