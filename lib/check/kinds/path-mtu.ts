import { largest, smallest } from '../../base/lists';
import type { Endpoint, Prediction } from '../../datapath';
import type { Family } from '../../net';
import { betweenZonesMtu, overheadOf, type Testbed } from '../../testbed';
import type { Check, Observed, Required } from '../check';
import { fail, type Judgement, pass, skipped } from '../judgement';
import type { CheckKind } from './kind';
import { outsideSizes } from './outside-sizes';

const bytesText = (count: number | undefined) => (count === undefined ? '–' : `${count} bytes`);

/** The largest packet that arrives unfragmented: not too small, none that vanishes, and no outer packet in pieces. */
export const pathMtu: CheckKind = {
  id: 'mtu/path',
  title: 'Packets as large as the underlay allows arrive in one piece',
  question: 'size',
  asked: 'mtu',
  ofPair: ({ testbed, predictions, cluster, from, to, family, udp }) => [
    {
      id: 'mtu/path',
      from: from.id,
      to: to.id,
      family,
      required: udp ? expectedMtu(testbed, from, to, family, udp, cluster?.nodeMtus) : {},
      predicted: udp && predictions ? predictions.size(from, to, family, udp) : { none: true },
    },
  ],
  checks: outsideSizes,
  judge: judgeSize,
  predict: ({ predicted: { none, bytes, localLimit } }) => (none ? undefined : { bytes, localLimit }),
  differs: (check, observed) =>
    !check.predicted.none &&
    judgeSize(check, observed).verdict !== 'skip' &&
    check.predicted.bytes !== observed.bytes,
  facts: {
    label: 'Largest packet',
    required: ({ required }) => bytesText(required.bytes),
    predicted: ({ predicted }) => bytesText(predicted.bytes),
    observed: ({ bytes }) => bytesText(bytes),
  },
};

function judgeSize({ required }: Check, { bytes, localLimit, failure }: Observed): Judgement {
  if (bytes === undefined)
    return failure?.code === 'udp-lost'
      ? skipped({ code: 'pair-unreachable', failure })
      : fail({ code: 'no-size', failure });
  if (localLimit !== undefined && localLimit > bytes)
    return fail({ code: 'black-hole', from: bytes + 1, to: localLimit });
  if (required.bytes !== undefined && bytes < required.bytes)
    return fail({ code: 'wasteful', bytes, possible: required.bytes });
  if (required.atMost !== undefined && bytes > required.atMost)
    return fail({ code: 'outer-fragmented', bytes, atMost: required.atMost });
  return pass;
}

/**
 * What a path should carry, from the mode's overhead and not from the pods' settings: the MTU of the smaller of its two
 * nodes' cards as they were seen, or else as planned, less the overhead wherever a pod is at one end, and no more than the
 * spec asks of the pods. A CNI may give
 * its pods one MTU for all families, so the widest overhead is allowed for; of what goes through a tunnel, more than the
 * family's own cannot cross the underlay in one piece. Packets that stay on their node may be of any size.
 */
function expectedMtu(
  { plan, choice }: Testbed,
  from: Endpoint,
  to: Endpoint,
  family: Family,
  { forward }: Prediction,
  mtus: ReadonlyMap<string, number> = new Map(),
): Required {
  const bare = from.kind !== 'pod' && to.kind !== 'pod';
  const added = overheadOf(plan.families, choice.mode);
  const overhead = (of: Family) => (bare ? 0 : (added[of] ?? 0));
  const card = (node: string) => mtus.get(node) ?? plannedCards(plan).get(node) ?? plan.underlayMtu;
  const between = from.zone === to.zone ? plan.fabricMtu : betweenZonesMtu(plan);
  const carried = smallest([card(from.node), card(to.node), between]);
  const podMtu = bare ? undefined : plan.cniSettings?.podMtu;
  const used = podMtu === undefined ? carried : smallest([carried, podMtu + overhead(plan.families[0]!)]);
  const bytes = used - largest(plan.families.map(overhead));
  const wrapped = forward.hops.some(({ decision }) => decision.step === 'encapsulate');
  return {
    bytes,
    atMost:
      !wrapped || from.node === to.node || to.kind !== 'pod' || choice.mode.barePods !== 'never'
        ? undefined
        : carried - overhead(family),
  };
}

const planned = new WeakMap<Testbed['plan'], ReadonlyMap<string, number>>();

/** MTU of the nodes' cards that are not as the others, by the node's name: made once for the many pairs of a plan. */
function plannedCards(plan: Testbed['plan']): ReadonlyMap<string, number> {
  const known = planned.get(plan);
  if (known) return known;
  const cards = new Map(
    plan.nodes.flatMap(({ name, mtu }) => (mtu === undefined ? [] : [[name, mtu] as const])),
  );
  planned.set(plan, cards);
  return cards;
}
