import type { Condition, SetField } from '../../../datapath';
import { Cidr, type Family } from '../../../net';
import { contentOf, fieldsOf } from './expression';

/** What a rule looks at in a packet. */
export interface Key {
  /** `other`: these words have nothing for it. */
  readonly field: SetField;
  /** What a packet must be to have it, which nft does not print. */
  readonly implied: readonly Condition[];
}

/** Whose packets a rule sees. */
export type Families = readonly Family[];

const metaFields: Readonly<Record<string, SetField>> = {
  l4proto: 'protocol',
  iifname: 'in',
  iif: 'in',
  oifname: 'out',
  oif: 'out',
};
const ends: Readonly<Record<string, SetField>> = { saddr: 'source', daddr: 'destination' };
const ports: Readonly<Record<string, SetField>> = { sport: 'source-port', dport: 'destination-port' };
const protocolFields: Readonly<Record<string, string>> = { ip: 'protocol', ip6: 'nexthdr' };
const networks: Readonly<Record<string, Family>> = { ip: 'ipv4', ip6: 'ipv6' };
const transports: Readonly<Record<string, string>> = {
  tcp: 'tcp',
  udp: 'udp',
  sctp: 'sctp',
  dccp: '33',
  udplite: '136',
  icmp: 'icmp',
  icmpv6: 'ipv6-icmp',
  igmp: '2',
  esp: '50',
  ah: '51',
  comp: '108',
};

/** What an expression looks at. */
export function keyOf(expression: unknown, families: Families): Key {
  const payload = fieldsOf(contentOf(expression, 'payload'));
  if (typeof payload.protocol === 'string') return payloadKey(payload.protocol, `${payload.field}`, families);
  const meta = fieldsOf(contentOf(expression, 'meta')).key;
  if (typeof meta === 'string') return { field: fieldIn(metaFields, meta), implied: [] };
  const ct = fieldsOf(contentOf(expression, 'ct'));
  return { field: ct.dir === undefined && ct.key === 'state' ? 'state' : 'other', implied: [] };
}

function payloadKey(protocol: string, name: string, families: Families): Key {
  if (protocol === 'th') return { field: fieldIn(ports, name), implied: [] };
  if (Object.hasOwn(networks, protocol)) {
    const field = name === protocolFields[protocol] ? 'protocol' : fieldIn(ends, name);
    return { field, implied: familyConditions(protocol, families) };
  }
  if (!Object.hasOwn(transports, protocol)) return { field: 'other', implied: [] };
  const implied = [{ on: 'protocol', protocols: [transports[protocol]!] }] as const;
  return { field: protocol in { icmp: 1, icmpv6: 1 } ? 'other' : fieldIn(ports, name), implied };
}

const fieldIn = (fields: Readonly<Record<string, SetField>>, name: string): SetField =>
  Object.hasOwn(fields, name) ? fields[name]! : 'other';

/** That a packet is of the family, where the rule sees others too: its source is among all addresses of the family. */
export function ofFamily(family: Family, families: Families): Condition[] {
  if (families.every((other) => other === family)) return [];
  return [{ on: 'address', of: 'source', ranges: [new Cidr(family, 0n, 0)] }];
}

/** The same by nft's name of the family, `ip` or `ip6`; nothing of others. */
export function familyConditions(name: unknown, families: Families): Condition[] {
  return typeof name === 'string' && Object.hasOwn(networks, name) ? ofFamily(networks[name]!, families) : [];
}

/** What is left of what looking at the fields implies, once an address was found among others: they have its family. */
export function impliedBy(fields: readonly SetField[], implied: readonly Condition[]): Condition[] {
  const hasAddress = fields.includes('source') || fields.includes('destination');
  return implied.filter(({ on }) => !(hasAddress && on === 'address'));
}
