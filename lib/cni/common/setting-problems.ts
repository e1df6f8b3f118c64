/** What of a spec's settings a mode cannot have: sizes that leave too little or too much, ports of tunnels that it has not. */
import { largest } from '../../base/lists';
import { valuesOf } from '../../net';
import {
  cardRange,
  leavingCard,
  type Problem,
  smallestCardMtu,
  specFamilies,
  type TestbedSpec,
  takeInstead,
  wrongCard,
} from '../../plan';
import type { Cni, CniChoice, CniMode } from '../cni';
import { overheadOf, podOverhead } from './mtu';
import { blockProblems } from './own-blocks';

/** Bytes that every link of an IPv6 network must take (RFC 8200, 5); the kernel switches IPv6 off on smaller ones. */
const ipv6Minimum = 1280;

/** Every problem of the settings in the mode. */
export function settingProblems(spec: TestbedSpec, cni: Cni, choice: CniChoice): Problem[] {
  const { mode } = choice;
  return [
    ...ipv6AloneProblems(spec, cni, choice),
    ...ipv6Minimums(spec, cni, mode),
    ...podMtuProblems(spec, cni, mode),
    ...tunnelPortProblems(spec, cni, mode),
    ...ownCardProblems(spec, cni),
    ...blockProblems(spec, cni),
  ];
}

/** A mode has a cluster of IPv6 alone where its makers say so. */
function ipv6AloneProblems({ ipFamily }: TestbedSpec, cni: Cni, choice: CniChoice): Problem[] {
  if (ipFamily !== 'ipv6') return [];
  const { has, note } = cni.capabilities(choice)['ipv6-only'];
  if (has === true || has === 'partly' || !cni.deployment) return [];
  return [
    {
      code: 'cni/ipv6-alone',
      field: 'ipFamily',
      value: '"ipv6"',
      who: `${cni.name} ${choice.mode.name}`,
      rule: `is not known to work without IPv4${note === undefined ? '' : `: ${note}`}`,
      remedy: 'Use dual, or another mode',
      restsOn: ['cni', 'mode', 'dataPlane'],
    },
  ];
}

/** Pods' links are as much smaller than the nodes' as the mode adds to their packets. */
function ipv6Minimums(spec: TestbedSpec, cni: Cni, mode: CniMode): Problem[] {
  const { name } = mode;
  const families = specFamilies(spec);
  if (!families.includes('ipv6')) return [];
  const added = largest(valuesOf(overheadOf(families, mode)));
  const least = ipv6Minimum + added;
  const why = added > 0 ? `, and ${name} adds up to ${added} to each packet of a pod` : '';
  const tunnels = ', those of tunnels included';
  return [
    ...tooSmall('underlayMtu', spec.underlayMtu, least, why),
    ...spec.nodes.flatMap(({ mtu }, i) =>
      mtu === undefined ? [] : tooSmall(`nodes[${i}].mtu`, mtu, least, why),
    ),
    ...spec.cards.flatMap((card, i) =>
      card.mtu === undefined || !cardRange(spec, card)?.ipv6
        ? []
        : tooSmall(`cards[${i}].mtu`, card.mtu, ipv6Minimum, ''),
    ),
    ...(spec.fabricMtu === spec.underlayMtu ? [] : tooSmall('fabricMtu', spec.fabricMtu, ipv6Minimum, '')),
    ...(spec.interZoneMtu === undefined ? [] : tooSmall('interZoneMtu', spec.interZoneMtu, ipv6Minimum, '')),
    ...(spec.outsideMtu === undefined ? [] : tooSmall('outsideMtu', spec.outsideMtu, ipv6Minimum, '')),
    ...(spec.podMtu === undefined
      ? []
      : tooSmall('podMtu', spec.podMtu, least - podOverhead(families, mode, cni.podOverhead), tunnels)),
  ];
}

function tooSmall(field: string, value: number, least: number, why: string): Problem[] {
  if (value >= least) return [];
  return [
    {
      code: 'cni/ipv6-mtu',
      field,
      value: `${value}`,
      rule: `IPv6 needs links of ${ipv6Minimum} bytes${why}`,
      remedy: `Use ${least} or more, or ipv4 alone`,
      restsOn: ['ipFamily', 'cni', 'mode'],
    },
  ];
}

/** Larger ones than the mode leaves would be cut or lost: the fault pod-mtu-too-high shows it. */
function podMtuProblems(spec: TestbedSpec, cni: Cni, mode: CniMode): Problem[] {
  const { podMtu } = spec;
  if (podMtu === undefined) return [];
  const problem = { field: 'podMtu', value: `${podMtu}`, restsOn: ['cni', 'mode', 'underlayMtu', 'nodes'] };
  if (mode.fixedPodMtu !== undefined)
    return [
      {
        ...problem,
        code: 'cni/fixed-pod-mtu',
        who: `${cni.name} ${mode.name}`,
        rule: `takes no MTU for pods: ${mode.fixedPodMtu}`,
        remedy: "Leave it out, or set the MTU of the nodes' cards (underlayMtu)",
      },
    ];
  const card = smallestCardMtu(spec);
  const most = card - podOverhead(specFamilies(spec), mode, cni.podOverhead);
  if (podMtu <= most) return [];
  return [
    {
      ...problem,
      code: 'cni/pod-mtu',
      rule: `${mode.name} leaves ${most} of the ${card} bytes that ${spec.nodes.length > 0 ? 'the smallest card takes' : "the nodes' cards take"}`,
      remedy: `Use ${most} or less, or leave it out`,
    },
  ];
}

function tunnelPortProblems({ tunnelPort }: TestbedSpec, cni: Cni, mode: CniMode): Problem[] {
  if (tunnelPort === undefined || mode.tunnelPort !== undefined) return [];
  const others = cni.modes.filter((other) => other.tunnelPort !== undefined).map(({ name }) => name);
  return [
    {
      code: 'cni/no-tunnel-port',
      field: 'tunnelPort',
      value: `${tunnelPort}`,
      who: `${cni.name} ${mode.name}`,
      rule: 'has no VXLAN or Geneve tunnel',
      remedy: `Leave it out${others.length > 0 ? `, or choose one of the modes ${others.join(', ')}` : ''}`,
      restsOn: ['cni', 'mode'],
    },
  ];
}

/** Where nobody names the card, the agents' own rule must come to the one in the node network. */
function ownCardProblems(spec: TestbedSpec, { name, ownCard }: Cni): Problem[] {
  const [taken] = specFamilies(spec).flatMap((family) => leavingCard(spec, family) ?? []);
  if (!ownCard || spec.nodeCard !== undefined || !taken) return [];
  return [
    {
      code: 'cni/other-card',
      field: 'cards',
      value: spec.cards.map((card) => card.name).join(', '),
      who: name,
      rule: `takes the card of the default route, ${taken.name}: ${wrongCard(taken, spec)}`,
      remedy: takeInstead(spec),
      restsOn: ['cni', 'nodeCard'],
    },
  ];
}
