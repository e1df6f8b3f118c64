/** Whether a rate is the wire's and not the CNI's. */

import { largest, smallest } from '../../base/lists';
import type { Measurements } from '../file/schema';
import { baselineOf, type Figure } from './figure';
import type { Standing } from './standing';

/** Hosts and pods that are so close all have what the wire takes. */
const tie = 1.02;
/** Of what the instance is said to have at most. */
const nearCap = 0.95;
/** The condition that says so, in Gbit/s. */
export const capCondition = 'bandwidth Gbit/s';

/** What is asked of figures. */
export interface WithStandings {
  readonly measurements: Measurements;
  standing(subject: string, figure: Figure): Standing | undefined;
}

/** Of goodput alone: more than the wire takes nobody brings, and CPU time is what is left to compare. */
export function isLineRate(figures: WithStandings, figure: Figure, a: string, b: string): boolean {
  const host = baselineOf(figure);
  if (figure.metric.unit !== 'Gbit/s' || !host) return false;
  const of = (subject: string, one: Figure) => figures.standing(subject, one)?.value.value;
  const hosts = [a, b].map((subject) => of(subject, host));
  const all = [...hosts, ...[a, b].map((subject) => of(subject, figure))].filter((one) => one !== undefined);
  if (all.length < 4) return false;
  if (largest(all) <= tie * smallest(all)) return true;
  return [a, b].every((subject, i) => {
    const cap = Number(
      figures.measurements.subjects.find(({ id }) => id === subject)?.conditions[capCondition],
    );
    return cap > 0 && hosts[i]! >= nearCap * cap && of(subject, figure)! >= nearCap * cap;
  });
}
