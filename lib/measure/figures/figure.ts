/** Which numbers a file of measurements gives: a metric on a path, over a family, at so many policies. */
import type { Family } from '../../net';
import type { Measurements } from '../file/schema';
import { type Path, paths } from '../file/words';
import { type Metric, metrics } from '../metrics';

/** One figure. */
export interface Figure {
  readonly metric: Metric;
  readonly path: Path;
  readonly family: Family;
  /** Idle policies that were in force. */
  readonly policies: number;
}

/** A text that is the same for the same figure only. */
export function figureKey({ metric, path, family, policies }: Figure): string {
  return [metric.id, path, family, policies].join(' ');
}

/** What a path is held against: the same way without what is to be told. Undefined of a path of hosts. */
export function baselineOf(figure: Figure): Figure | undefined {
  if (figure.policies > 0) return { ...figure, policies: 0 };
  const path = baselinePath[figure.path];
  return path && { ...figure, path };
}

const baselinePath: Readonly<Record<Path, Path | undefined>> = {
  'node-to-node': undefined,
  'pod-to-pod': 'node-to-node',
  'pod-to-service': 'pod-to-pod',
  'pod-to-node': 'node-to-node',
  'node-to-node/same-node': undefined,
  'pod-to-pod/same-node': 'node-to-node/same-node',
};

/** The figures of which there are samples, by metric, path and family in their orders. */
export function figuresIn({ blocks, subjects }: Measurements): Figure[] {
  const inLab = new Map(subjects.map(({ id, target }) => [id, isLab(target)]));
  const found = new Map<string, Figure>();
  for (const { subject, samples } of blocks)
    for (const sample of samples)
      for (const metric of metrics) {
        if (metric.work !== sample.work || metric.value(sample, inLab.get(subject)!) === undefined) continue;
        const { path, family, policies = 0 } = sample;
        const figure = { metric, path, family, policies };
        found.set(figureKey(figure), figure);
      }
  return [...found.values()].sort(inOrder);
}

function inOrder(a: Figure, b: Figure): number {
  return (
    metrics.indexOf(a.metric) - metrics.indexOf(b.metric) ||
    (a.family === b.family ? 0 : a.family === 'ipv4' ? -1 : 1) ||
    paths.indexOf(a.path) - paths.indexOf(b.path) ||
    a.policies - b.policies
  );
}

/** Whether all nodes of a target share one machine. */
export const isLab = (target: string): boolean => target === 'local';
