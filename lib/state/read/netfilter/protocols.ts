/** Numbers of the protocols that tools name, as /etc/protocols has them. */
const numbers: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  ipencap: 4,
  tcp: 6,
  egp: 8,
  udp: 17,
  dccp: 33,
  ipv6: 41,
  gre: 47,
  esp: 50,
  ah: 51,
  'ipv6-icmp': 58,
  icmpv6: 58,
  ospf: 89,
  ospfigp: 89,
  ipip: 94,
  pim: 103,
  comp: 108,
  ipcomp: 108,
  vrrp: 112,
  l2tp: 115,
  sctp: 132,
  mh: 135,
  'mobility-header': 135,
  udplite: 136,
  'mpls-in-ip': 137,
};

/** The names that rules' words have. */
const words: Readonly<Record<number, string>> = {
  1: 'icmp',
  4: 'ipip',
  6: 'tcp',
  17: 'udp',
  58: 'ipv6-icmp',
  132: 'sctp',
};

/** A protocol as rules' words name it, by a tool's name or number for it; undefined for a name that is not known. */
export function protocolWord(shown: string | number): string | undefined {
  const number = Object.hasOwn(numbers, shown) ? numbers[shown]! : Number(shown);
  if (!/^\d{1,3}$/.test(`${number}`) || number > 255) return undefined;
  return words[number] ?? `${number}`;
}
