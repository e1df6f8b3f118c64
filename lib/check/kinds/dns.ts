import { asksForAddresses } from './address-list';
import type { CheckKind } from './kind';

/** A Service's name stands for its own address, a headless one's for all of its pods. */
export const dns: CheckKind = {
  id: 'dns',
  title: 'Cluster DNS knows Services and their pods',
  ...asksForAddresses,
  facts: {
    ...asksForAddresses.facts,
    observed: (observed) => {
      const { times } = observed;
      const list = asksForAddresses.facts.observed(observed);
      return times
        ? `${list}; ${times.answers} answers, median ${times.medianMs} ms, slowest ${times.slowestMs} ms`
        : list;
    },
  },
  checks: ({ cluster, family }) =>
    cluster
      ? cluster.sources.flatMap(({ id: from }) =>
          cluster.names
            .filter((name) => name.family === family)
            .map(({ id: to, addresses }) => ({
              id: 'dns',
              from,
              to,
              family,
              required: { addresses },
              predicted: { none: true },
            })),
        )
      : [],
};
