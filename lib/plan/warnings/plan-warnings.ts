/** What the plan takes, and people are told of: legal ranges that are likely a slip, or a trap on real machines. */
import { named, smallest } from '../../base/lists';
import { type Cidr, freeRange } from '../../net';
import { capacityOf, capacityProblems, podRoom } from '../capacity';
import { givenProblems } from '../given/given-problems';
import { smallestCardMtu } from '../node-settings';
import { rangeProblems } from '../prove-ranges';
import { takenRanges } from '../spare-ranges';
import { specFamilies } from '../spec-families';
import { type SpecRange, specRanges } from '../spec-ranges';
import { classE, dockersPools, privateRanges } from '../special-ranges';
import type { TestbedSpec } from '../testbed-spec';
import { meantRange } from './meant-range';
import type { Warning } from './warning';

/** Pods that a kubelet takes if nobody says otherwise (KubeletConfiguration, maxPods). */
const kubeletsLimit = 110;

/** Every warning of a spec whose ranges are sound; of one that is refused, none. */
export function planWarnings(spec: TestbedSpec): Warning[] {
  if ([rangeProblems, givenProblems, capacityProblems].some((find) => find(spec).length > 0)) return [];
  return [
    ...specRanges(spec).flatMap((range) => rangeWarnings(range, spec)),
    ...shareWarnings(spec),
    ...cardWarnings(spec),
    ...outsideWarnings(spec),
  ];
}

function rangeWarnings(range: SpecRange, spec: TestbedSpec): Warning[] {
  const { cidr } = range;
  if (classE.contains(cidr)) return [reservedRange(range)];
  if (!privateRanges[cidr.family].some((block) => block.contains(cidr))) return [publicRange(range)];
  const pools =
    range.of === 'nodes' || range.of === 'cards' ? [] : dockersPools.filter((pool) => pool.overlaps(cidr));
  return pools.length > 0 ? [amongPools(range, pools, spec)] : [];
}

function reservedRange({ field, cidr }: SpecRange): Warning {
  return {
    code: 'class-e',
    field,
    value: `"${cidr}"`,
    rule: `it is reserved (${classE}, class E), which Linux and Kubernetes take, and many routers and other systems do not`,
    remedy: 'Keep it where all that its packets meet is known to take it; else use a private range',
  };
}

function amongPools({ field, cidr }: SpecRange, pools: readonly Cidr[], spec: TestbedSpec): Warning {
  const to = freeRange(cidr, [...takenRanges(spec), ...dockersPools]);
  return {
    code: 'dockers-pool',
    field,
    value: `"${cidr}"`,
    moves: to ? [{ field, to }] : [],
    rule: `Docker makes networks there (${named(pools.map(String))}), kind's among them: a machine that has both sends packets the wrong way`,
    remedy: `Use ${to ? `another range, such as ${to}` : 'a longer prefix in another range'}, or give Docker other default-address-pools`,
  };
}

function publicRange({ field, cidr }: SpecRange): Warning {
  const meant = meantRange(cidr);
  return {
    code: 'public-range',
    field,
    value: `"${cidr}"`,
    ...(meant && { meant }),
    rule: `it lies outside of the private ranges (${named(privateRanges[cidr.family].map(String), ', ')}): whoever has these addresses on the internet cannot be reached`,
    remedy: meant ? `Was ${meant} meant?` : 'Use a private range, unless these addresses are your own',
  };
}

/** Pods beyond the share's room are put on the node all the same, and get no address. */
function shareWarnings(spec: TestbedSpec): Warning[] {
  const { podCidr, podPrefix, maxPods: limit = kubeletsLimit } = spec;
  const { podsPerNode, nodeShares } = capacityOf(spec);
  if (spec.ipam !== 'kubernetes' || podsPerNode >= limit || !specFamilies(spec).includes('ipv4')) return [];
  let enough = podPrefix;
  while (podRoom(enough) < limit) enough--;
  const wider = podCidr.sliceCount(enough) < BigInt(nodeShares.used);
  const whole = enough - Math.ceil(Math.log2(nodeShares.used));
  return [
    {
      code: 'few-pods',
      field: 'podPrefix',
      value: `${podPrefix}`,
      fit: podsPerNode,
      limit,
      rule: `${podsPerNode} pods fit in each node's /${podPrefix}, fewer than the kubelet's limit of ${limit} (maxPods): those beyond get no address`,
      remedy: `Use a podPrefix of ${enough} or shorter${wider ? ` with a podCidr of /${whole} or shorter` : ''}, or set maxPods to ${podsPerNode} (the kubelets' --max-pods)`,
    },
  ];
}

/** Each node's agents subtract from their own card's MTU, and so may send what another node's card does not take. */
function cardWarnings(spec: TestbedSpec): Warning[] {
  const { podMtu, underlayMtu } = spec;
  const pods =
    podMtu === undefined
      ? `; a podMtu that fits through ${smallestCardMtu(spec)} saves the packets of pods, not the nodes' own`
      : '';
  return spec.nodes.flatMap(({ mtu }, i): Warning[] =>
    mtu === undefined || mtu === underlayMtu
      ? []
      : [
          {
            code: 'mixed-mtu',
            field: `nodes[${i}].mtu`,
            value: `${mtu}`,
            rule: `the other nodes' cards take ${underlayMtu} bytes: packets that are too large for the smaller one get lost, and nobody tells their sender`,
            remedy: `Give all cards one MTU${pods}`,
          },
        ],
  );
}

/** What is larger than the way out carries vanishes there; pods may be told to send no such packets. */
function outsideWarnings({ outsideMtu, podMtu = Infinity, underlayMtu }: TestbedSpec): Warning[] {
  if (outsideMtu === undefined || smallest([underlayMtu, podMtu]) <= outsideMtu) return [];
  return [
    {
      code: 'outside-mtu',
      field: 'outsideMtu',
      value: `${outsideMtu}`,
      rule: `the nodes' cards take ${underlayMtu} bytes: packets that are too large for the way out of the cluster get lost there where nobody tells their sender`,
      remedy: `Give pods a podMtu of ${outsideMtu} or less, which saves their packets, not the nodes' own; or have the router cut TCP's segments`,
    },
  ];
}
