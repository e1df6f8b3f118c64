import { Address, type Family } from '../../net';
import type { Packet } from '../packet';
import type { Question, Surroundings } from './outcome';
import type { Action } from './words';

/** An action that gives a packet other addresses. */
export type Translating = Extract<
  Action,
  { do: 'dnat' | 'snat' } | { do: 'redirect' } | { do: 'masquerade' }
>;

/** A new address or port; without either nothing changes. */
export type Target = Extract<Action, { do: 'dnat' | 'snat' }>['to'][number];

/** Which end of the packet an action rewrites. */
export const endOf = (action: Translating) =>
  action.do === 'dnat' || action.do === 'redirect' ? 'dnat' : 'snat';

/** The targets that an action chooses from; undefined: the host has no address to give, and drops the packet. */
export function targetsOf(
  action: Translating,
  { hook, packet, in: from, out }: Question,
  surroundings: Surroundings,
): readonly Target[] | undefined {
  const { family } = packet.source;
  const own = (link: string | undefined) =>
    link === undefined ? undefined : surroundings.masqueradeAddress(link, packet.destination);
  switch (action.do) {
    case 'masquerade':
      return one(own(out));
    case 'redirect':
      return one(hook === 'output' ? loopback[family] : own(from), action.port);
    default:
      return action.to;
  }
}

/** The packet with that target as its source or destination. */
export function rewritten(packet: Packet, end: 'dnat' | 'snat', { address, port }: Target): Packet {
  const [at, atPort] =
    end === 'dnat' ? (['destination', 'port'] as const) : (['source', 'sourcePort'] as const);
  const after = { ...packet, [at]: address ?? packet[at], [atPort]: port ?? packet[atPort] };
  return after[at].equals(packet[at]) && after[atPort] === packet[atPort] ? packet : after;
}

const loopback: Readonly<Record<Family, Address>> = {
  ipv4: Address.parse('127.0.0.1'),
  ipv6: Address.parse('::1'),
};

function one(address: Address | undefined, port?: number): Target[] | undefined {
  return address && [{ address, port }];
}
