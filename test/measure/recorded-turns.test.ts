/**
 * Twenty runs of `npm run bench -- turns`, recorded on two cores beside other work with BENCH_RUNS=20 and BENCH_RECORD: of
 * each measurement the 10 % quantile, which is what verdicts on round trips in labs are about.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Figures, type Path } from '../../lib/measure';
import { block, measured, subject, timed } from './made';

interface RecordedRun {
  readonly startedAt: string;
  readonly blocks: readonly {
    readonly round: number;
    readonly subject: string;
    readonly times: Readonly<Record<string, readonly number[]>>;
  }[];
}

const runs: readonly RecordedRun[] = JSON.parse(
  readFileSync(join(__dirname, 'recorded', 'turns.json'), 'utf8'),
);
const [encapsulated, routed, again] = ['flannel vxlan', 'flannel host-gw', 'flannel vxlan again'] as const;

function figuresOf({ blocks }: RecordedRun): Figures {
  const lab = { target: 'local' };
  return new Figures(
    measured(
      [subject(encapsulated, lab), subject(routed, lab), subject(again, { ...lab, repeats: encapsulated })],
      blocks.map(({ round, subject: id, times }) =>
        block(
          round,
          id,
          Object.entries(times).flatMap(([path, own]) => own.map((us) => timed(path as Path, us))),
        ),
      ),
    ),
  );
}

const between = (run: RecordedRun, a: string, b: string) => {
  const figures = figuresOf(run);
  const figure = figures.all.find(({ metric, path }) => metric.id === 'rtt' && path === 'pod-to-pod')!;
  return figures.between(a, b, figure)!;
};

test('twenty runs of twelve blocks are kept', () => {
  expect(runs).toHaveLength(20);
  for (const { blocks } of runs) expect(blocks).toHaveLength(12 * 3);
});

test('a mode that is measured twice differs from itself in no more than two of twenty runs', () => {
  const codes = runs.map((run) => between(run, again, encapsulated).verdict.code);
  expect(codes.filter((code) => code === 'differs').length).toBeLessThanOrEqual(2);
});

test('encapsulated round trips are longer than routed ones in every run, by a fifth', () => {
  for (const run of runs) {
    const { verdict, difference, control } = between(run, encapsulated, routed);
    expect([verdict.code, control?.kind]).toEqual(['differs', 'repeated']);
    expect(difference.value).toBeGreaterThan(0.15);
    expect(difference.value).toBeLessThan(0.3);
  }
});
