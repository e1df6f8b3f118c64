/**
 * The words for kernel network state, as plain data. A CNI compiles a plan into a Datapath; the local target realises
 * it, the walk sends packets through it, reports draw it and faults edit it. Nothing here knows a CNI.
 */
import type { Address, Cidr, Family, PerFamily } from '../net';

export interface Datapath {
  readonly hosts: readonly Host[];
  /** What the checks connect: every pod and every node. */
  readonly endpoints: readonly Endpoint[];
}

export interface Endpoint {
  /** `node:worker-1` or `pod:worker-1/0`. */
  readonly id: string;
  readonly kind: 'node' | 'pod';
  /** Name of the host it lives in. */
  readonly host: string;
  readonly node: string;
  readonly zone: string;
  readonly address: PerFamily<Address>;
  /** Ranges that its address must lie in: the node's share for a pod, the zone's subnet for a node. */
  readonly within: PerFamily<Cidr>;
}

/** One network stack: a network namespace. */
export interface Host {
  readonly name: string;
  readonly role: 'node' | 'pod' | 'switch' | 'router' | 'outside';
  readonly links: readonly Link[];
  readonly routes: readonly Route[];
  /** Policy routing, besides the kernel's own rules for `local` and `main`. */
  readonly rules: readonly RoutingRule[];
  /** Permanent neighbour (ARP, NDP) entries; what is missing is asked for on the wire. */
  readonly neighbours: readonly Neighbour[];
  /** Forwarding entries of tunnel devices. */
  readonly forwarding: readonly ForwardingEntry[];
  /** Source NAT on the way out, first match wins. */
  readonly nat: readonly NatRule[];
  /** By their path under /proc/sys/net, such as `ipv4/ip_forward`. */
  readonly sysctls: Readonly<Record<string, string>>;
}

interface LinkBase {
  /** At most 15 characters. */
  readonly name: string;
  readonly mac: string;
  /** Largest IP packet in bytes. */
  readonly mtu: number;
  readonly addresses: readonly InterfaceAddress[];
  /** Bridge of the same host that the link is a port of. */
  readonly master?: string;
  /** On a bridge port: whether a frame may leave where it came in. @default false */
  readonly hairpin?: boolean;
  /** Whether the device resolves neighbours. @default true */
  readonly arp?: boolean;
  /** @default true */
  readonly up?: boolean;
}

/** One end of a cable; the other end names this one. */
export interface VethLink extends LinkBase {
  readonly type: 'veth';
  readonly peer: { readonly host: string; readonly link: string };
}

export interface BridgeLink extends LinkBase {
  readonly type: 'bridge';
}

/** Ethernet in UDP (RFC 7348), with forwarding entries instead of learning. */
export interface VxlanLink extends LinkBase {
  readonly type: 'vxlan';
  readonly vni: number;
  /** UDP port of the outer packet. */
  readonly port: number;
  /** Address of the outer packet's source, and the underlay link that has it. */
  readonly local: Address;
  readonly underlay: string;
}

export type Link = VethLink | BridgeLink | VxlanLink;

export interface InterfaceAddress {
  readonly address: Address;
  /** Below the full length, the kernel adds a route to the whole prefix. */
  readonly prefix: number;
}

export interface Route {
  readonly destination: Cidr;
  /** `unicast` needs `link`. @default unicast */
  readonly type?: 'unicast' | 'blackhole' | 'unreachable';
  /** Next hop; absent: the destination itself is on the link. */
  readonly via?: Address;
  readonly link?: string;
  /** Take the next hop to be on the link although no address of the link says so. */
  readonly onlink?: boolean;
  /** Source address for packets that this host starts. */
  readonly source?: Address;
  /** Lower wins. @default 0 (IPv6: the kernel's 1024) */
  readonly metric?: number;
  /** Largest packet on this route in bytes, where smaller than the link's. */
  readonly mtu?: number;
  /** Who made it, as the kernel's protocol name or number. */
  readonly protocol?: string;
  /** @default main */
  readonly table?: number;
}

export interface RoutingRule {
  readonly priority: number;
  readonly table: number;
  readonly family: Family;
  /** Only packets from this range. */
  readonly from?: Cidr;
}

export interface Neighbour {
  readonly link: string;
  readonly address: Address;
  readonly mac: string;
}

export interface ForwardingEntry {
  readonly link: string;
  readonly mac: string;
  /** Where the tunnel ends. */
  readonly destination: Address;
}

/** A rule of the source NAT chain. Absent fields match everything. */
export interface NatRule {
  readonly family: Family;
  readonly source?: Match;
  readonly destination?: Match;
  /** `return` leaves the packet as it is; `masquerade` gives it the address of the link that it leaves by. */
  readonly action: 'return' | 'masquerade';
  /** The rule as its owner writes it. */
  readonly comment: string;
}

export interface Match {
  readonly cidr: Cidr;
  /** Match everything else instead. @default false */
  readonly not?: boolean;
}

/** A host with nothing on it. */
export function emptyHost(name: string, role: Host['role']): Host {
  return {
    name,
    role,
    links: [],
    routes: [],
    rules: [],
    neighbours: [],
    forwarding: [],
    nat: [],
    sysctls: {},
  };
}
