/** Checks that one run passes and another does not. */
import type { CheckResult, Verdict } from '../check';
import type { Results } from '../results';

/** Checks of one kind with the same verdicts, run by run. */
export interface Difference {
  readonly id: CheckResult['id'];
  /** In the order of the runs; absent: the run has no such check. */
  readonly verdicts: readonly (Verdict | undefined)[];
  readonly count: number;
  /** One of them: endpoints and protocol. */
  readonly example: Pick<CheckResult, 'from' | 'to' | 'family' | 'protocol'>;
}

/** Of the checks that at least two runs have, those on which they disagree; the most frequent first. */
export function differences(runs: readonly Results[]): Difference[] {
  const groups = new Map<string, { -readonly [K in keyof Difference]: Difference[K] }>();
  for (const [example, verdicts] of verdictsByCheck(runs).values()) {
    const given = verdicts.filter((verdict) => verdict !== undefined);
    if (given.length < 2 || new Set(given).size < 2) continue;
    const key = `${example.id} ${verdicts.join()}`;
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { id: example.id, verdicts, count: 1, example });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

type Row = readonly [example: CheckResult, verdicts: (Verdict | undefined)[]];

function verdictsByCheck(runs: readonly Results[]): Map<string, Row> {
  const rows = new Map<string, Row>();
  runs.forEach(({ checks }, run) => {
    for (const check of checks) {
      const { id, from, to, family, protocol } = check;
      const key = [id, from, to, family, protocol].join(' ');
      const row = rows.get(key) ?? ([check, new Array(runs.length).fill(undefined)] as const);
      row[1][run] = check.verdict;
      rows.set(key, row);
    }
  });
  return rows;
}
