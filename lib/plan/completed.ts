import { givenCounts } from './given/given-node';
import { mostControlPlanes, type ParsedSpec } from './testbed-spec';

/** Whether the user has said that field of a spec. */
export type Said = (field: string) => boolean;

/** Fills in what follows from other fields. */
export function completed<S extends ParsedSpec>(parsed: S, said: Said): S & { fabricMtu: number } {
  const fabricMtu = parsed.fabricMtu ?? parsed.underlayMtu;
  return { ...parsed, ...countsOf(parsed, said), fabricMtu };
}

/** A list of all nodes says how many there are, as far as it can; where the spec says it too, the two must agree. */
function countsOf({ nodes, controlPlanes, workers }: ParsedSpec, said: Said) {
  const given = givenCounts(nodes);
  if (!given) return {};
  const fit = Math.min(Math.max(given.controlPlanes, 1), mostControlPlanes);
  return {
    controlPlanes: said('controlPlanes') ? controlPlanes : fit,
    workers: said('workers') ? workers : given.workers,
  };
}
