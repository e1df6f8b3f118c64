/** What must hold in a testbed: the list of checks, each with what Kubernetes requires and what the walk predicts. */

import { largest } from '../base/lists';
import type { Endpoint } from '../datapath';
import type { Family } from '../net';
import type { Testbed } from '../testbed';
import { addressChecks } from './address-checks';
import { type AllowedSources, allowedSources } from './allowed-sources';
import type { Check, CheckId, Distance, Requirement } from './check';
import { egressChecks } from './egress';
import { everyPair, type Pair } from './pairs';
import { predictedReach } from './predicted-reach';
import { Predictions } from './predictions';

/**
 * Checks in the order in which they are run and shown.
 * @param predicted false: the datapath is not known, so that nothing can be predicted and less is required
 */
export function checkMatrix(
  testbed: Testbed,
  pairs: readonly Pair[] = everyPair(testbed.datapath.endpoints),
  predicted = true,
): Check[] {
  const predictions = predicted ? new Predictions(testbed) : undefined;
  const sourcesOf = allowedSources(testbed);
  return testbed.plan.families.flatMap((family) => [
    ...addressChecks(testbed.datapath, family),
    ...pairs.flatMap(([from, to]) => pairChecks(predictions, testbed, sourcesOf, from, to, family)),
    ...(predictions ? egressChecks(predictions, testbed, family) : []),
  ]);
}

function pairChecks(
  predictions: Predictions | undefined,
  testbed: Testbed,
  sourcesOf: AllowedSources,
  from: Endpoint,
  to: Endpoint,
  family: Family,
): Check[] {
  const tcp = predictions?.of(from, to, family, 'tcp');
  const udp = predictions?.of(from, to, family, 'udp', tcp);
  const sources = sourcesOf(from, to, family, predictions?.meant(from, to, family, tcp)?.source);
  const pair = { from: from.id, to: to.id, family };
  const reach = (protocol: 'tcp' | 'udp'): Check => ({
    id: `${from.kind}-to-${to.kind}/${distance(from, to)}` as CheckId,
    requirement: requirementOf(from, to),
    ...pair,
    protocol,
    required: { reachable: true, sources },
    predicted: tcp && udp ? predictedReach(protocol === 'tcp' ? tcp : udp) : { none: true },
  });
  return [
    reach('tcp'),
    reach('udp'),
    {
      id: 'mtu/path',
      ...pair,
      required: udp ? expectedMtu(testbed, from, to, family) : {},
      predicted: udp && predictions ? predictions.size(from, to, family, udp) : { none: true },
    },
  ];
}

/**
 * What a path should carry, from the mode's overhead and not from the devices' settings: the underlay's MTU less the
 * overhead wherever a pod is at one end. A CNI may give its pods one MTU for all families, so the widest overhead is
 * allowed for; more than the family's own cannot cross the underlay in one piece. Packets that stay on their node may be
 * of any size.
 */
function expectedMtu(
  { plan, choice }: Testbed,
  from: Endpoint,
  to: Endpoint,
  family: Family,
): Check['required'] {
  const bare = from.kind !== 'pod' && to.kind !== 'pod';
  const overhead = (of: Family) => (bare ? 0 : (choice.mode.overhead[of] ?? 0));
  const carried = Math.min(plan.underlayMtu, plan.fabricMtu);
  const bytes = carried - largest(plan.families.map(overhead));
  return {
    bytes,
    atMost:
      from.node === to.node || to.kind !== 'pod' || choice.mode.barePods !== 'never'
        ? undefined
        : carried - overhead(family),
  };
}

function distance(from: Endpoint, to: Endpoint): Distance {
  if (from.node === to.node) return 'same-node';
  return from.zone === to.zone ? 'cross-node' : 'cross-zone';
}

function requirementOf(from: Endpoint, to: Endpoint): Requirement {
  if (from.kind === 'node') return to.kind === 'node' ? 'base' : 2;
  return to.kind === 'pod' ? 1 : 3;
}
