import { hopsOf, type Prediction } from '../datapath';
import type { Check, Predicted } from './check';

/** A prediction as results hold it; the way only where it leads to nobody. */
export function predictedReach(prediction: Prediction): Check['predicted'] {
  const { reachable, source, answeredBy, why, unknown } = prediction;
  if (unknown) return { none: true, unknown };
  if (reachable) return { reachable, source: `${source}`, answeredBy };
  const path = hopsOf(prediction).map(({ host, link }) => (link ? `${host} ${link}` : host));
  return {
    reachable,
    source: source && `${source}`,
    answeredBy,
    why,
    path: path.filter((place, i) => place !== path[i - 1]),
  };
}

/** Likewise where chance decides who is asked: what comes of it is one of several. */
export function predictedAmong(each: readonly Prediction[]): Predicted {
  const unknown = each.find((one) => one.unknown);
  const [first, ...others] = each.map(predictedReach);
  if (unknown) return predictedReach(unknown);
  if (!first || others.length === 0) return first ?? { none: true };
  const answers = each.flatMap(({ reachable, answeredBy, source }) =>
    reachable && answeredBy && source ? [{ answeredBy, source: `${source}` }] : [],
  );
  if (answers.length === 0) return first;
  if (answers.length === each.length) return { reachable: true, answers };
  const { why, path } = [first, ...others].find(({ reachable }) => !reachable)!;
  return { answers, why, path };
}
