import type { CheckResult } from '../../check';
import { nodeOf, placeOf } from '../../net';
import { crossesNodes, crossesZones } from './traffic';

/** The end that failures have in common: what asks, what is asked, or either. */
export type Side = 'from' | 'to' | 'both';

/** Where failures are: the smallest place that is at one end of each. */
export type Place =
  /** One exchange's two ends. */
  | { readonly code: 'exchange'; readonly from: string; readonly to: string }
  /** One pod, or one node's own address, by its id. */
  | {
      readonly code: 'endpoint';
      readonly id: string;
      readonly side: Side;
      /** The only other node whose exchanges with it fail, while those of others pass. @default any */
      readonly with?: string;
    }
  /** One node with its pods. */
  | { readonly code: 'node'; readonly node: string; readonly side: Side }
  /** Two nodes, and only between them. */
  | { readonly code: 'between'; readonly nodes: readonly [string, string] }
  /** A few of the nodes; what has none of them at an end passes. */
  | { readonly code: 'nodes'; readonly nodes: readonly string[] }
  /** Between nodes of different zones, while what stays in a zone passes. */
  | { readonly code: 'zones' }
  /** Between all nodes, while what stays on a node passes. */
  | { readonly code: 'crossing' }
  | { readonly code: 'everywhere' };

/** Whether an exchange has the place at the end that the failures have it at. */
export function touches(place: Place, { id, from, to }: CheckResult): boolean {
  const at = (isEnd: (end: string) => boolean, side: Side) =>
    (side !== 'to' && isEnd(from)) || (side !== 'from' && isEnd(to));
  switch (place.code) {
    case 'exchange':
      return [place.from, place.to].includes(from) && [place.from, place.to].includes(to);
    case 'endpoint':
      return (
        at((end) => end === place.id, place.side) &&
        (!place.with || [from, to].some((end) => end !== place.id && nodeOf(end) === place.with))
      );
    case 'node':
      return at((end) => nodeOf(end) === place.node, place.side);
    case 'between':
      return new Set([nodeOf(from), nodeOf(to), ...place.nodes]).size === 2 && crossesNodes({ from, to });
    case 'nodes':
      return place.nodes.includes(nodeOf(from)) || place.nodes.includes(nodeOf(to));
    case 'zones':
      return crossesZones({ id });
    case 'crossing':
      return crossesNodes({ from, to });
    case 'everywhere':
      return true;
  }
}

/** Names of nodes and ids of pods that a place is; empty where it is no one place. */
export function namesOf(place: Place): string[] {
  switch (place.code) {
    case 'exchange':
      return [...new Set([place.from, place.to].flatMap(endNames))];
    case 'endpoint':
      return [...endNames(place.id), ...(place.with ? [place.with] : [])];
    case 'node':
      return [place.node];
    case 'between':
    case 'nodes':
      return [...place.nodes];
    default:
      return [];
  }
}

/** A pod by its id, with its node, as its link has an end on each. */
function endNames(id: string): string[] {
  const place = placeOf(id);
  if (!place) return [id];
  return place.kind === 'pod' ? [id, place.node] : [place.node];
}
