/** Runs side by side, from their results files: of any target, and of one CNI or several. */

import type { Family } from '../net';
import type { Results } from '../results';
import { smallestPath } from '../results/comparison';
import { type Condition, unlike } from './conditions';
import { type Difference, differences } from './differences';
import { latencies } from './flows';
import type { Latency } from './latency';

/** Name and version of the file format. */
export const runComparisonSchema = 'cni-testbed/run-comparison/v1';

/** One run of a comparison. */
export interface ComparedRun {
  /** A name that no other run has: CNI and mode, and a number where that is not enough. */
  readonly label: string;
  /** Where it was read. */
  readonly file: string;
  readonly startedAt: string;
  readonly target: Results['target'];
  readonly cni: Results['cni'];
  readonly checks: Pick<Results['summary'], 'total' | 'pass' | 'fail' | 'skip' | 'mispredicted' | 'notAsked'>;
  /** Largest packet between pods of two nodes, in bytes, the smallest of all pairs; as predicted where not measured. */
  readonly pathMtu: Partial<Record<Family, number>>;
  /** By flow: check id, protocol and family, with blanks between. */
  readonly latency: Readonly<Record<string, Latency>>;
  /** Causes of failures, the likeliest first. */
  readonly causes: readonly string[];
}

/** Runs side by side. */
export interface RunComparison {
  readonly schema: typeof runComparisonSchema;
  readonly runs: readonly ComparedRun[];
  /** What differs besides the CNI, and so may explain numbers. */
  readonly unlike: readonly Condition[];
  readonly differences: readonly Difference[];
}

/** A run and where it was read. */
export interface FiledRun {
  readonly file: string;
  readonly results: Results;
}

/** @param filed at least two */
export function compareRuns(filed: readonly FiledRun[]): RunComparison {
  const runs = filed.map(({ results }) => results);
  const labels = labelsOf(runs);
  return {
    schema: runComparisonSchema,
    runs: filed.map(({ file, results }, i) => comparedRun(labels[i]!, file, results)),
    unlike: unlike(runs),
    differences: differences(runs),
  };
}

function comparedRun(label: string, file: string, results: Results): ComparedRun {
  const { startedAt, target, cni, summary, plan, checks, diagnoses } = results;
  const { total, pass, fail, skip, mispredicted, notAsked } = summary;
  return {
    ...{ label, file, startedAt, target, cni },
    checks: { total, pass, fail, skip, mispredicted, ...(notAsked ? { notAsked } : {}) },
    pathMtu: Object.fromEntries(plan.families.map((family) => [family, smallestPath(checks, family)])),
    latency: Object.fromEntries(latencies(results)),
    causes: diagnoses.map(({ cause }) => cause),
  };
}

/** CNI and mode; then the data plane, the target, the testbed's name; at last a number. */
function labelsOf(runs: readonly Results[]): string[] {
  const short = runs.map(({ cni }) => `${cni.name} ${cni.mode}`);
  const details = [
    ({ cni }: Results) => cni.dataPlane,
    ({ target }: Results) => target,
    ({ plan }: Results) => (plan.zones.length === 1 ? '1 zone' : `${plan.zones.length} zones`),
    ({ testbed }: Results) => testbed.name,
    ({ fault }: Results) => fault?.name ?? 'no fault',
  ];
  const distinguishing = details.filter((detail) => differsBetweenNamesakes(runs, short, detail));
  const long = runs.map((run, i) => [short[i], ...distinguishing.map((detail) => detail(run))].join(' '));
  return long.map((label, i) => {
    const before = long.slice(0, i).filter((other) => other === label).length;
    return long.filter((other) => other === label).length > 1 ? `${label} #${before + 1}` : label;
  });
}

/** Whether it differs between two runs of the same CNI and mode. */
function differsBetweenNamesakes(
  runs: readonly Results[],
  names: readonly string[],
  detail: (run: Results) => string,
): boolean {
  return runs.some((run, i) =>
    runs.some((other, k) => names[i] === names[k] && detail(run) !== detail(other)),
  );
}
