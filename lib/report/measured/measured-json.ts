/** The figures of measurements as data, for programs: everything that the texts and the page are made from. */
import {
  type AgentFigure,
  agentFigures,
  bulkEngine,
  type Comparisons,
  comparedFigures,
  comparisonsIn,
  type Difference,
  drifts,
  type EventFigure,
  eventFigures,
  type Figure,
  type FigureOptions,
  Figures,
  pairsOf,
  type Standing,
  standings,
} from '../../measure';
import type { FiledMeasurements } from './measured-text';

/** Which figure something is of. */
export interface FigureName extends Pick<Figure, 'path' | 'family' | 'policies'> {
  readonly metric: Figure['metric']['id'];
  readonly unit: Figure['metric']['unit'];
}

/** A difference without its figure, which stands above it. */
export type FiguredDifference = Omit<Difference, 'figure'>;

/** Everything about one figure. */
export interface FigureReport extends FigureName {
  /** Why it says nothing here; then there is nothing else. */
  readonly unmeasurable?: string;
  /** Groups of subjects that are not told apart from their first, the best first. */
  readonly standings?: readonly (readonly string[])[];
  readonly subjects?: readonly Standing[];
  readonly overBaseline?: readonly FiguredDifference[];
  readonly between?: readonly FiguredDifference[];
}

/** What one file of measurements gives. */
export interface MeasuredReport {
  /** Where it was read. */
  readonly file?: string;
  readonly startedAt: string;
  /** What made the bulk measurements, with its version; absent where there are none. */
  readonly bulkEngine?: string;
  readonly figures: readonly FigureReport[];
  readonly events: readonly EventFigure[];
  readonly agents: readonly AgentFigure[];
  readonly drifts: readonly (FigureName & { readonly subject: string; readonly rise: number })[];
  readonly comparisons: Comparisons;
}

/** The figures of files. */
export function measuredReports(
  files: readonly FiledMeasurements[],
  options: FigureOptions = {},
): MeasuredReport[] {
  return files.map(({ measurements, file }) => {
    const figures = new Figures(measurements, options);
    return {
      ...(file === undefined ? {} : { file }),
      startedAt: measurements.startedAt,
      bulkEngine: bulkEngine(measurements),
      figures: figures.all.map((figure) => figureReport(figures, figure)),
      events: eventFigures(measurements),
      agents: agentFigures(measurements),
      drifts: drifts(figures).map(({ figure, subject, rise }) => ({ ...nameOf(figure), subject, rise })),
      comparisons: comparisonsIn(figures),
    };
  });
}

const nameOf = ({ metric, path, family, policies }: Figure): FigureName => ({
  ...{ metric: metric.id, unit: metric.unit },
  ...{ path, family, policies },
});

function figureReport(figures: Figures, figure: Figure): FigureReport {
  const unmeasurable = figures.unmeasurable(figure);
  if (unmeasurable) return { ...nameOf(figure), unmeasurable };
  const ids = figures.measurements.subjects.map(({ id }) => id);
  const subjects = ids.flatMap((id) => figures.standing(id, figure) ?? []);
  const compared = comparedFigures(figures).includes(figure);
  if (!compared) return { ...nameOf(figure), subjects };
  return {
    ...nameOf(figure),
    standings: standings(figures, figure),
    subjects,
    overBaseline: ids.flatMap((id) => bare(figures.overBaseline(id, figure))),
    between: pairsOf(figures).flatMap(([a, b]) => bare(figures.between(a, b, figure))),
  };
}

function bare(difference: Difference | undefined): FiguredDifference[] {
  if (!difference) return [];
  const { figure: _, ...rest } = difference;
  return [rest];
}
