/** Ranges that are not like others: taken by something on every machine, or commonly, or not for everybody's use. */
import { Cidr, type Family } from '../net';

/** A range with who has it. */
export interface TakenRange {
  readonly cidr: Cidr;
  /** Who, for a sentence. */
  readonly by: string;
}

/** Ranges that something else uses on every machine or cloud: no network of a cluster can be there. */
export const takenByDefault: readonly TakenRange[] = [
  taken('0.0.0.0/8', '"this network" (RFC 1122)'),
  taken('127.0.0.0/8', 'loopback'),
  taken('169.254.0.0/16', "link-local addresses, the cloud's metadata service among them"),
  taken('172.17.0.0/16', "Docker's default bridge"),
  taken('203.0.113.0/24', "documentation addresses, the lab's host outside the cluster among them"),
  taken('224.0.0.0/4', 'multicast'),
  taken('255.255.255.255/32', 'the broadcast address'),
  taken('::/16', 'loopback and IPv4-mapped addresses'),
  taken('2001:db8::/32', "documentation addresses, the lab's host outside the cluster among them"),
  taken('fe80::/10', 'link-local addresses'),
  taken('ff00::/8', 'multicast'),
];

/**
 * Where Docker makes its networks, in this order: its `default-address-pools` (docs.docker.com/engine/network, "Automatic
 * subnet allocation"; moby, daemon/libnetwork/ipamutils). The first is its default bridge's, the second commonly kind's.
 */
export const dockersPools: readonly Cidr[] = [
  '172.17.0.0/16',
  '172.18.0.0/16',
  '172.19.0.0/16',
  '172.20.0.0/14',
  '172.24.0.0/14',
  '172.28.0.0/14',
  '192.168.0.0/16',
].map(Cidr.parse);

/**
 * Docker leaves out what its machine has a route to, so it never takes a node's own network from it, and it comes to
 * 192.168.0.0/16, where most local networks are, only after all others.
 */
export const notForNodes: readonly Cidr[] = dockersPools.filter(
  (pool) => !pool.overlaps(Cidr.parse('192.168.0.0/16')),
);

/**
 * Ranges that anybody may use for networks of their own: RFC 1918 and RFC 4193, and RFC 6598's, which clouds give to pods
 * as well.
 */
export const privateRanges: Readonly<Record<Family, readonly Cidr[]>> = {
  ipv4: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].map(Cidr.parse),
  ipv6: ['fc00::/7'].map(Cidr.parse),
};

/**
 * Reserved for future use (RFC 1112, section 4), and used for pods: Linux routes it since 2.6.25, Calico's BGP daemon since
 * 2021 (github.com/projectcalico/node/pull/1058), and GKE gives it to pods.
 */
export const classE: Cidr = Cidr.parse('240.0.0.0/4');

function taken(cidr: string, by: string): TakenRange {
  return { cidr: Cidr.parse(cidr), by };
}
