import { stride } from '../base/spread';
import type { Endpoint } from '../datapath';

/** Who asks and who must answer. */
export type Pair = readonly [from: Endpoint, to: Endpoint];

/** The endpoints that must all reach one another: the cluster's, not the host outside. */
export function insiders(endpoints: readonly Endpoint[]): Endpoint[] {
  return endpoints.filter(({ kind }) => kind !== 'outside');
}

/** Every endpoint of the cluster to every other one, both directions. */
export function everyPair(all: readonly Endpoint[]): Pair[] {
  const endpoints = insiders(all);
  return endpoints.flatMap((from) => endpoints.filter((to) => to !== from).map((to): Pair => [from, to]));
}

/**
 * At most `most` ordered pairs, spread evenly: by rounds in which every endpoint is once a source and once a target,
 * each round with another distance in the list. With as many pairs as endpoints, all are source and target.
 */
export function samplePairs(all: readonly Endpoint[], most: number): Pair[] {
  const endpoints = insiders(all);
  const count = endpoints.length;
  if (most >= count * (count - 1)) return everyPair(endpoints);
  return Array.from({ length: most }, (_, i): Pair => {
    const round = Math.floor(i / count);
    const distance = 1 + ((round * stride(count - 1)) % (count - 1));
    return [endpoints[i % count]!, endpoints[(i + distance) % count]!];
  });
}
