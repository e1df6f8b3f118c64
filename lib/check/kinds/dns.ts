import type { Check, Observed } from '../check';
import { asksForAddresses } from './address-list';
import type { CheckKind } from './kind';
import { labNames } from './lab-names';

/** A Service's name stands for its own address, a headless one's for all of its pods. */
export const dns: CheckKind = {
  id: 'dns',
  title: 'Cluster DNS knows Services and their pods',
  ...asksForAddresses,
  predict: ({ predicted, required }) => {
    if (predicted.none) return undefined;
    return predicted.reachable ? { reachable: true, addresses: required.addresses } : { reachable: false };
  },
  differs,
  facts: {
    ...asksForAddresses.facts,
    predicted: ({ predicted, required }) => {
      if (predicted.none) return '–';
      if (predicted.reachable) return required.addresses?.join(', ') ?? '–';
      return predicted.answers
        ? `only ${predicted.answers.map(({ answeredBy }) => answeredBy).join(', ')}`
        : 'no answer';
    },
    observed: (observed) => {
      const { times } = observed;
      const list = asksForAddresses.facts.observed(observed);
      return times
        ? `${list}; ${times.answers} answers, median ${times.medianMs} ms, slowest ${times.slowestMs} ms`
        : list;
    },
  },
  checks: (scene) =>
    scene.cluster
      ? scene.cluster.sources.flatMap(({ id: from }) =>
          scene
            .cluster!.names.filter((name) => name.family === scene.family)
            .map(({ id: to, addresses }) => ({
              id: 'dns',
              from,
              to,
              family: scene.family,
              required: { addresses },
              predicted: { none: true },
            })),
        )
      : labNames(scene),
};

/** Where one of several name servers is out of reach, chance decides whether it was asked. */
function differs({ predicted }: Check, { reachable = false }: Observed): boolean {
  return !predicted.none && !predicted.answers
    ? predicted.reachable !== reachable
    : predicted.reachable === true && !reachable;
}
