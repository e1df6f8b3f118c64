/** The lab's own list of checks, for the pairs that the Jobs try. */
import { type Check, type CheckId, checkMatrix, type Pair } from '../check';
import type { Endpoint } from '../datapath';
import type { Testbed } from '../testbed';
import { aimsOf, type Extent } from './extent';
import { endpointIds } from './job/settings';

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
      aimsOf(index, kind, nodes.length, extent).map((aim): Pair => {
        const [from, to] = [endpointIds.client(kind, node), endpointIds[aim.kind](nodes[aim.node]!)];
        return [known.get(from)!, known.get(to)!];
      }),
    ),
  );
}

/**
 * What the lab checks, and once more over TCP what Kubernetes requires of pods on the host's network. They are in their
 * node's network stack, as the clients of `node-to-pod` are: two exchanges, each measured by itself.
 */
export function pairChecks(testbed: Testbed, pairs: readonly Pair[], predictable: boolean): Check[] {
  // The way out is asked of another host here: see service-checks.ts.
  const checks = checkMatrix(testbed, pairs, predictable).filter(({ id }) => id !== 'egress/nat');
  return checks.flatMap((check) =>
    check.id.startsWith('node-to-pod/') && check.protocol === 'tcp'
      ? [check, { ...check, id: check.id.replace('node-to-pod', 'host-pod-to-pod') as CheckId }]
      : [check],
  );
}
