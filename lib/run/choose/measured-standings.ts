import { type Figure, Figures, isLab, type MetricId, type Subject, standings } from '../../measure';
import { readMeasurements } from '../../results';
import { readBy } from '../compare-files';
import { RunError } from '../run-error';
import type { MeasuredStandings, Standings } from './choose';
import type { Preference } from './preferences';

/** What says who is ahead by a preference. */
const metricOf: Readonly<Record<Preference, MetricId>> = {
  latency: 'rtt',
  connect: 'connect',
  cpu: 'cpu-per-gb',
  throughput: 'goodput',
};

/** Who is ahead by what a file says was measured. @throws RunError where it cannot be read, or holds no measurements */
export function standingsIn(file: string): Standings {
  const measurements = readBy(readMeasurements, file);
  if (!measurements) throw new RunError({ code: 'no-measurements', file });
  const figures = new Figures(measurements);
  return (preference, eligible) => {
    const figure = figures.all.find((one) => isOf(one, preference));
    return figure && figures.unmeasurable(figure) === undefined
      ? among(figures, figure, eligible)
      : undefined;
  };
}

/** Between pods of two nodes, over the first family that was measured. */
const isOf = ({ metric, path, policies }: Figure, preference: Preference) =>
  metric.id === metricOf[preference] && path === 'pod-to-pod' && policies === 0;

const modeOf = ({ cni: { name, mode } }: Subject) => `${name} ${mode}`;

function among(figures: Figures, figure: Figure, eligible: readonly string[]): MeasuredStandings {
  const { subjects } = figures.measurements;
  const modes = new Map(subjects.map((subject) => [subject.id, modeOf(subject)]));
  const groups = standings(figures, figure, (subject) => eligible.includes(modeOf(subject)));
  return {
    groups: groups.map((group) => [...new Set(group.map((id) => modes.get(id)!))]),
    inLab: subjects.some(({ target }) => isLab(target)),
  };
}
