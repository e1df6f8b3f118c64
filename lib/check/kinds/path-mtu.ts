import { largest, smallest } from '../../base/lists';
import type { Endpoint, Prediction } from '../../datapath';
import type { Family } from '../../net';
import type { Testbed } from '../../testbed';
import type { Check, Observed, Required } from '../check';
import { fail, type Judgement, pass, skipped } from '../judgement';
import type { CheckKind } from './kind';

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
 * nodes' cards, or the underlay's where they were not seen, less the overhead wherever a pod is at one end. A CNI may give
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
  const overhead = (of: Family) => (bare ? 0 : (choice.mode.overhead[of] ?? 0));
  const own = [from, to].map(({ node }) => mtus.get(node) ?? plan.underlayMtu);
  const carried = smallest([...own, plan.fabricMtu]);
  const bytes = carried - largest(plan.families.map(overhead));
  const wrapped = forward.hops.some(({ decision }) => decision.step === 'encapsulate');
  return {
    bytes,
    atMost:
      !wrapped || from.node === to.node || to.kind !== 'pod' || choice.mode.barePods !== 'never'
        ? undefined
        : carried - overhead(family),
  };
}
