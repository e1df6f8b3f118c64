import { chiefFigure, type Figure, Figures, isLab, type Subject, standings } from '../../measure';
import { readMeasurements } from '../../results';
import { readBy } from '../compare-files';
import { RunError } from '../run-error';
import type { IsEligible, MeasuredStandings, Standings } from './choose';
import { preferences } from './preferences';

/** Who is ahead by what a file says was measured. @throws RunError where it cannot be read, or holds no measurements */
export function standingsIn(file: string): Standings {
  const measurements = readBy(readMeasurements, file);
  if (!measurements) throw new RunError({ code: 'no-measurements', file });
  const figures = new Figures(measurements);
  return (preference, isEligible) => {
    const figure = chiefFigure(figures, preferences.find(({ id }) => id === preference)!.metric);
    return figure && among(figures, figure, isEligible);
  };
}

function among(figures: Figures, figure: Figure, isEligible: IsEligible): MeasuredStandings {
  const { subjects } = figures.measurements;
  const modes = new Map(subjects.map((subject) => [subject.id, modeOf(subject)]));
  const groups = standings(figures, figure, ({ cni }) => isEligible(cni));
  return {
    groups: groups.map((group) => [...new Set(group.map((id) => modes.get(id)!))]),
    inLab: subjects.some(({ target }) => isLab(target)),
  };
}

const modeOf = ({ cni: { name, mode } }: Subject) => `${name} ${mode}`;
