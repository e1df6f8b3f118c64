import { writeFileSync } from 'node:fs';
import { cnis } from '../cni';
import { type Difference, Figures, type Measurements, metrics } from '../measure';
import { parseSpec } from '../plan';
import { measureLabs } from '../run/measure/measure-labs';
import { testbed } from '../testbed';
import type { Measurement } from './measure';

/** Runs, each of 12 blocks: half a minute. More with BENCH_RUNS. */
const defaultRuns = 3;

/**
 * How often a mode that is measured twice differs from itself, and whether what is encapsulated costs more than what is not.
 * BENCH_RECORD names a file for what was measured, each distribution by the one number that verdicts are about.
 */
export async function turnsBench(): Promise<Measurement[]> {
  const runs: Measurements[] = [];
  for (let i = 0; i < Number(process.env.BENCH_RUNS ?? defaultRuns); i++) runs.push(await oneRun());
  if (process.env.BENCH_RECORD)
    writeFileSync(process.env.BENCH_RECORD, `[\n${runs.map(recorded).join(',\n')}\n]\n`);
  const found = runs.map(differencesOf);
  const alike = found.filter(({ control }) => control?.verdict.code !== 'differs').length;
  const dearer = found.filter(({ modes }) => modes?.verdict.code === 'differs' && modes.difference.value > 0);
  const of = (count: number) => `${count} of ${runs.length} runs`;
  return [
    {
      what: 'a mode measured twice shows no difference of round trips',
      measured: of(alike),
      budget: '≥ 18 of 20',
      holds: alike >= 0.9 * runs.length,
      reference: found.map(({ control }) => percent(control)).join(', '),
    },
    {
      what: 'encapsulated pods’ round trips are longer than routed ones',
      measured: of(dearer.length),
      budget: 'all',
      holds: dearer.length === runs.length,
      reference: found.map(({ modes }) => percent(modes)).join(', '),
    },
  ];
}

const percent = (difference?: Difference) =>
  difference ? `${(100 * difference.difference.value).toFixed(1)} %` : 'none';

async function oneRun(): Promise<Measurements> {
  const cni = cnis[0]!;
  const bare = cni.modes.find(({ overhead }) => overhead.ipv4 === 0)!;
  const labs = [cni.modes[0]!, bare].map(({ name: mode }) => ({
    id: `${cni.name} ${mode}`,
    testbed: testbed(parseSpec({ cni: cni.name, mode })),
  }));
  return measureLabs(labs, { only: ['rtt'] });
}

function differencesOf(run: Measurements) {
  const figures = new Figures(run);
  const figure = figures.all.find(({ metric, path }) => metric.id === 'rtt' && path === 'pod-to-pod')!;
  const [encapsulated, routed, again] = run.subjects.map(({ id }) => id);
  return {
    control: figures.between(again!, encapsulated!, figure),
    modes: figures.between(encapsulated!, routed!, figure),
  };
}

/** Blocks with what verdicts on round trips are about, in microseconds, by path and in the order of the measurements. */
function recorded({ startedAt, blocks }: Measurements): string {
  const { value } = metrics.find(({ id }) => id === 'rtt')!;
  const own = blocks.map(({ round, subject, samples }) => {
    const times: Record<string, number[]> = {};
    for (const sample of samples) {
      const us = value(sample, true);
      if (us !== undefined) times[sample.path] = [...(times[sample.path] ?? []), us];
    }
    return { round, subject, times };
  });
  return JSON.stringify({ startedAt, blocks: own });
}
