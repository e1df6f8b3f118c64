/** The pairs that the Jobs try. */
import type { Pair } from '../check';
import type { Endpoint } from '../datapath';
import { type Extent, targetsOf } from '../prober/questions/extent';
import { endpointIds } from '../prober/questions/settings';

/** Every pair in the order of the Jobs. `nodes` is the list that the extent counts in. */
export function probedPairs(
  endpoints: readonly Endpoint[],
  nodes: readonly string[],
  extent: Extent,
): Pair[] {
  const known = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));
  const kinds = ['node', 'pod'] as const;
  return nodes.flatMap((node, index) =>
    kinds.flatMap((kind) =>
      targetsOf(index, kind, nodes.length, extent).map((target): Pair => {
        const [from, to] = [endpointIds.client(kind, node), endpointIds[target.kind](nodes[target.node]!)];
        return [known.get(from)!, known.get(to)!];
      }),
    ),
  );
}
