/** The figure that stands for a metric: between pods of two nodes, with no idle policies. */
import type { MetricId } from '../metrics';
import type { Figure } from './figure';
import type { Figures } from './figures';

/** Whether a figure is that, over one of the families. */
export const isChief = ({ path, policies }: Figure) => path === 'pod-to-pod' && policies === 0;

/** That of a metric, over the first family that was measured; undefined where it says nothing here, or is not there. */
export function chiefFigure(figures: Figures, id: MetricId): Figure | undefined {
  const figure = figures.all.find((one) => one.metric.id === id && isChief(one));
  return figure && figures.unmeasurable(figure) === undefined ? figure : undefined;
}
