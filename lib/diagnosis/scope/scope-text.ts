/** Places and scopes in words. */
import { named } from '../../base/lists';
import { familyName } from '../../net';
import type { Place, Side } from './place';
import type { Scope, TrafficShare } from './scope';

/** What failures have in common, as the end of a sentence; empty where they have nothing in common. */
export function placeText(place: Place | undefined): string {
  const words = place && inWords(place);
  return words ? `; ${words}` : '';
}

function inWords(place: Place): string | undefined {
  switch (place.code) {
    case 'exchange':
      return `all of them are between ${place.from} and ${place.to}`;
    case 'endpoint':
      return place.with
        ? `all of them are between ${place.id} and ${place.with}`
        : atEnd(place.id, place.side);
    case 'node':
      return atEnd(place.node, place.side);
    case 'between':
      return `all of them are between ${place.nodes.join(' and ')}`;
    case 'nodes':
      return `all of them have ${named(place.nodes, ' or ')} at one end`;
    case 'zones':
      return 'all of them go from one zone to another, while what stays in its zone passes';
    case 'crossing':
      return 'all of them go between nodes, while what stays on its node passes';
    case 'everywhere':
      return undefined;
  }
}

function atEnd(name: string, side: Side): string {
  const words = { from: `start at ${name}`, to: `go to ${name}`, both: `have ${name} at one end` };
  return `all of them ${words[side]}`;
}

/** Where failures are, what kinds of traffic fail there and what passes beside them. */
export function scopeText({ place, family, protocol, traffic }: Scope): string {
  const failing = traffic.filter(({ fails }) => fails !== 'none');
  const passing = traffic.filter(({ fails }) => fails === 'none');
  const only = [
    ...(family ? [`only ${familyName(family)}`] : []),
    ...(protocol ? [`only ${protocol.toUpperCase()}`] : []),
  ];
  return [
    inWords(place) ?? 'they have no one place in common',
    ...(only.length > 0 ? [`${only.join(' and ')} fails, the other passes`] : []),
    `${listed(failing)} ${failing.some(({ fails }) => fails === 'some') ? 'fails in part' : 'fails'}`,
    ...(passing.length > 0 ? [`${listed(passing)} passes`] : []),
  ].join('; ');
}

const kindWords = {
  'pod-to-pod': 'pod to pod',
  'node-to-pod': 'node to pod',
  'host-pod-to-pod': 'host-network pod to pod',
  'pod-to-node': 'pod to node',
  'node-to-node': 'node to node',
} as const;

/** `pod to pod and node to pod between nodes, pod to node on one node`. */
function listed(traffic: readonly TrafficShare[]): string {
  const of = (reach: TrafficShare['reach'], where: string) => {
    const kinds = traffic.filter((one) => one.reach === reach).map(({ kind }) => kindWords[kind]);
    return kinds.length > 0 ? [`${kinds.join(', ')} ${where}`] : [];
  };
  return [...of('cross', 'between nodes'), ...of('same', 'on one node')].join(' and ');
}
