import { hopsOf, type Prediction } from '../datapath';
import type { Check } from './check';

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
