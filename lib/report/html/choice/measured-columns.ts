/** What was measured, as columns beside the modes: each subject with its place and its ratio to the host network. */
import { chiefFigure, type Figure, standings } from '../../../measure';
import type { ChoiceOffer } from '../../choice/offer';
import { baselineName, metricNames, pathNames } from '../../measured/names';
import { ranksOf } from '../../measured/ranks';
import type { Shown } from '../../measured/sentence';
import { ratioShown } from '../../measured/shown';
import { type FileView, titled } from '../measured/file-view';

/** One subject of a column. */
export interface ColumnEntry {
  /** Of the mode, its place in the offer. */
  readonly mode: number;
  readonly dataPlane: string;
  /** Where every mode is eligible. */
  readonly rank: string;
  readonly ratio: Shown;
  /** Of the file. */
  readonly place: number;
}

/** One preference by one file. */
export interface MeasuredColumn {
  readonly title: string;
  /** In the order of their figures, the best first. */
  readonly entries: readonly ColumnEntry[];
  /** For each entry those before it that it is told apart from, by their places. */
  readonly differs: readonly (readonly number[])[];
}

/** A column for each preference that was measured, of modes that are on offer. */
export function measuredColumns(offer: ChoiceOffer, views: readonly FileView[]): MeasuredColumn[] {
  return offer.preferences.flatMap(({ metric }) =>
    views.flatMap((view) => {
      const figure = chiefFigure(view.figures, metric);
      const column = figure && columnOf(offer, view, figure);
      return column && column.entries.length > 0 ? [column] : [];
    }),
  );
}

function columnOf({ modes }: ChoiceOffer, view: FileView, figure: Figure): MeasuredColumn {
  const { figures, place } = view;
  const cnis = new Map(figures.measurements.subjects.map(({ id, cni }) => [id, cni]));
  const modeOf = (id: string) => {
    const { name, mode, dataPlane } = cnis.get(id)!;
    return modes.findIndex(
      (one) =>
        one.cni === name &&
        one.mode === mode &&
        !one.labOnly &&
        one.dataPlanes.some((plane) => plane.dataPlane === dataPlane),
    );
  };
  const groups = standings(figures, figure, ({ id }) => modeOf(id) >= 0);
  const ids = groups.flat();
  const ranks = ranksOf(groups);
  const isApart = (a: string, b: string) => figures.between(a, b, figure)?.verdict.code === 'differs';
  return {
    title: titled(
      `${metricNames[figure.metric.id]}, ${pathNames[figure.path]} ÷ ${baselineName(figure)}`,
      view,
    ),
    entries: ids.map((id) => ({
      ...{ mode: modeOf(id), dataPlane: cnis.get(id)!.dataPlane, rank: ranks.get(id)!, place },
      ratio: ratioShown(figure, figures.standing(id, figure)!),
    })),
    differs: ids.map((id, i) => ids.slice(0, i).flatMap((other, k) => (isApart(id, other) ? [k] : []))),
  };
}
