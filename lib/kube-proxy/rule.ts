/** Small words that both forms of kube-proxy's rules are made of. */
import { type Action, type Condition, nftText, type Rule, type SetElement } from '../datapath';
import { type Address, addressBits, Cidr, type Family } from '../net';
import type { ServicePort } from './planned-services';

/** Marks packets whose source is to become the node's: bit 14 (`--iptables-masquerade-bit`). */
const masqueradeBit = 0x4000;

/** A rule with its text. */
export function rule(
  family: Family,
  action: Action,
  conditions: readonly Condition[] = [],
  comment?: string,
): Rule {
  const words = { conditions, action, ...(comment !== undefined && { comment }) };
  return { ...words, text: nftText(words, family) };
}

/** One address as a range. */
export const single = (address: Address): Cidr => Cidr.around(address, addressBits(address.family));

/** The packet's source or destination is the address. */
export const isAt = (
  of: 'source' | 'destination',
  address: Address,
): Extract<Condition, { on: 'address' }> => ({
  on: 'address',
  of,
  ranges: [single(address)],
});

/** The packet is for the port. */
export const isFor = (port: number): Condition => ({ on: 'port', of: 'destination', ports: [[port, port]] });

/** The packet is of the port's protocol. */
export const isOf = ({ protocol }: ServicePort): Condition => ({ on: 'protocol', protocols: [protocol] });

/** The packet is its connection's first. */
export const isNew: Condition = { on: 'state', states: ['new'] };

/** The packet is not marked for masquerading. */
export const unmarked: Condition = { on: 'mark', mask: masqueradeBit, value: 0 };
/** The packet is marked so. */
export const isMarked: Condition = { on: 'mark', mask: masqueradeBit, value: masqueradeBit };
/** Marks the packet. */
export const setMark: Action = { do: 'mark', clear: masqueradeBit, flip: masqueradeBit };
/** Takes the mark away from a packet that has it: a tunnel would pass it on to the outer packet. */
export const clearMark: Action = { do: 'mark', clear: 0, flip: masqueradeBit };

/** What a packet for a port that nobody serves is answered with. */
export const refuse = (family: Family): Action => ({
  do: 'reject',
  with: `${family === 'ipv4' ? 'icmp' : 'icmpv6'} port-unreachable`,
});

/** An element of address, protocol and port, or of the last two. */
export const elementOf = (
  address: Address | undefined,
  { protocol }: ServicePort,
  port: number,
): SetElement => [
  ...(address ? [{ ranges: [single(address)] }] : []),
  { text: protocol },
  { ports: [port, port] },
];

/** A rule for each of the chains, all equally likely, as one statement. */
export function oneOf(chains: readonly string[]): Rule[] {
  const entries = chains.map((chain, i) => `${i} : goto ${chain}`).join(', ');
  const text = `numgen random mod ${chains.length} vmap { ${entries} }`;
  return chains.map((chain, i) => {
    const left = chains.length - i;
    const conditions: Condition[] = left === 1 ? [] : [{ on: 'random', share: 1 / left }];
    return { conditions, action: { do: 'goto', chain }, text };
  });
}
