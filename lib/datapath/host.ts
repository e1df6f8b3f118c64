/**
 * The words for kernel network state, as plain data. A CNI compiles a plan into a Datapath; the local target realises
 * it, the walk sends packets through it, reports draw it and faults edit it. Nothing here knows a CNI.
 */
import type { Address, Cidr, Family, PerFamily, Protocol } from '../net';
import type { Netfilter } from './netfilter/words';

/** The kernel state of all hosts of a cluster, and who can be asked in it. */
export interface Datapath {
  readonly hosts: readonly Host[];
  /** What the checks connect: every pod, every node, and a host outside the cluster. */
  readonly endpoints: readonly Endpoint[];
  /** What Services its hosts have rules for, and who may be asked through them. @default none */
  readonly services?: readonly ServiceTarget[];
  /** Where Kubernetes' own programs listen, over TCP. @default nobody plays them */
  readonly control?: ControlPorts;
  /** What the cluster's name servers know. @default there are none */
  readonly names?: readonly ClusterName[];
  /** How late the name servers answer, in milliseconds. @default at once */
  readonly namesLateMs?: number;
}

/** A name with the addresses that it stands for. */
export interface ClusterName {
  /** `dns:kubernetes`. */
  readonly id: string;
  /** Full name, without a dot at the end. */
  readonly name: string;
  readonly addresses: PerFamily<readonly Address[]>;
}

/** A Service as those see it that ask it. */
export interface ServiceTarget {
  /** `service:cluster-ip`. */
  readonly id: string;
  readonly address: PerFamily<Address>;
  readonly ports: Partial<Readonly<Record<Protocol, { readonly port: number; readonly nodePort?: number }>>>;
  /** Ids of the endpoints behind it. */
  readonly endpoints: readonly string[];
  /** Whether each node sends packets to its own endpoints alone. @default false */
  readonly local?: true;
}

/** Ports of Kubernetes' own programs on nodes. */
export interface ControlPorts {
  /** On control planes. */
  readonly apiServer: number;
  /** On every node. */
  readonly kubelet: number;
}

/** Who sends and receives packets: a pod, a node, or the host outside. */
export interface Endpoint {
  /** `node:worker-1`, `pod:worker-1/0` or `outside`. */
  readonly id: string;
  readonly kind: 'node' | 'pod' | 'outside';
  /** Name of the host it lives in. */
  readonly host: string;
  readonly node: string;
  readonly zone: string;
  readonly address: PerFamily<Address>;
  /** What endpoints of other zones reach it by, where a NAT stands before its own address. @default its own address */
  readonly external?: Partial<Readonly<Record<Family, Address>>>;
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
  /** Translation of addresses: of destinations on the way in, of sources on the way out; first match of each wins. */
  readonly nat: readonly NatRule[];
  /** What is dropped on its way in, through or out. */
  readonly filters: readonly FilterRule[];
  /** Rules for Services, beside those of `nat` and `filters`. @default none */
  readonly services?: Netfilter;
  /** All rules of a real machine, which `nat` and `filters` are then empty for. @default those of `nat` and `filters` */
  readonly netfilter?: Netfilter;
  /** A routing daemon, which programs the host's routes of protocol `bird`. */
  readonly bgp?: BgpSpeaker;
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
  /** On a bridge port: whether no frame passes between it and other ports that are so. @default false */
  readonly isolated?: boolean;
  /** Whether the device resolves neighbours. @default true */
  readonly arp?: boolean;
  /** @default true */
  readonly up?: boolean;
  /** eBPF programs that decide about its packets, as the kernel names them: what they do is not known. @default none */
  readonly ebpf?: string;
}

/** One end of a cable; the other end names this one. */
export interface VethLink extends LinkBase {
  readonly type: 'veth';
  readonly peer: { readonly host: string; readonly link: string };
}

/** A bridge; its ports name it as their master. */
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

/** A tunnel device without ends of its own: each route says where its packets go (`encap`). */
export interface FlowTunnelLink extends LinkBase {
  readonly type: 'vxlan-flow' | 'geneve-flow';
  /** UDP port of the outer packet. */
  readonly port: number;
}

/** IP in IP (RFC 2003): the outer packet goes to the route's next hop. No MAC addresses, no neighbours. */
export interface IpipLink extends LinkBase {
  readonly type: 'ipip';
  readonly local: Address;
}

/** WireGuard: the outer packet goes to the peer whose allowed ranges hold the destination. */
export interface WireguardLink extends LinkBase {
  readonly type: 'wireguard';
  /** UDP port of the outer packet. */
  readonly port: number;
  /** Whose key it is; keys of labs are made from this name, and protect nothing. */
  readonly keyName: string;
  readonly peers: readonly WireguardPeer[];
  /** Mark of the outer packets, for policy rules. @default none */
  readonly mark?: number;
}

/** Another end of a WireGuard device. */
export interface WireguardPeer {
  readonly keyName: string;
  readonly endpoint: Address;
  readonly port: number;
  readonly allowed: readonly Cidr[];
}

/** A device of a real machine whose other side is not known, or that packets do not leave by. */
export interface OtherLink extends LinkBase {
  readonly type: 'other';
  /** As the kernel names it: `ether`, `dummy`, `vlan`, `bond`, … */
  readonly kind: string;
}

/** A network device. */
export type Link = VethLink | BridgeLink | VxlanLink | FlowTunnelLink | IpipLink | WireguardLink | OtherLink;

/** An address of a device. */
export interface InterfaceAddress {
  readonly address: Address;
  /** Below the full length, the kernel adds a route to the whole prefix. */
  readonly prefix: number;
  /** Whether the CNI's agent chose it from its node's share: no plan says which, and no check may demand it. @default false */
  readonly chosen?: true;
  /** Whether the kernel's route to the whole prefix was taken away, or never made. @default false */
  readonly withoutRoute?: true;
}

/** An entry of a routing table. */
export interface Route {
  readonly destination: Cidr;
  /** `unicast` needs `link`; `throw` goes on with the next policy rule. @default unicast */
  readonly type?: 'unicast' | 'blackhole' | 'unreachable' | 'prohibit' | 'throw';
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
  /** Wraps packets for a flow tunnel: its other end, and the number that the tunnel header carries. */
  readonly encap?: { readonly id: number; readonly destination: Address };
  /** Who made it, as the kernel's protocol name or number. */
  readonly protocol?: string;
  /** @default main */
  readonly table?: number;
}

/** A rule that says which routing table a packet is looked up in. */
export interface RoutingRule {
  readonly priority: number;
  readonly table: number;
  readonly family: Family;
  /** Only packets from this range. */
  readonly from?: Cidr;
  /** Only packets to this range. */
  readonly to?: Cidr;
  /** Only packets whose mark, under the mask, is the value. */
  readonly mark?: { readonly value: number; readonly mask: number };
  /** Only packets that came in by this link. */
  readonly in?: string;
  /** Packets that do not match instead. @default false */
  readonly not?: true;
  /** What these words have nothing for: whether the rule applies is not known. @default none */
  readonly unknown?: string;
}

/** A permanent entry of the neighbour table (ARP, ND). */
export interface Neighbour {
  readonly link: string;
  readonly address: Address;
  readonly mac: string;
}

/** An entry of a tunnel device's forwarding table. */
export interface ForwardingEntry {
  readonly link: string;
  readonly mac: string;
  /** Where the tunnel ends. */
  readonly destination: Address;
}

/** A BGP speaker in a full mesh of one autonomous system. */
export interface BgpSpeaker {
  readonly asn: number;
  readonly routerId: Address;
  /** Ranges that it announces to its neighbours. */
  readonly announces: readonly Cidr[];
  readonly neighbours: readonly BgpNeighbour[];
}

/** A BGP session with another host. */
export interface BgpNeighbour {
  readonly name: string;
  readonly local: Address;
  readonly address: Address;
  /** Whether this side waits for the other to connect. */
  readonly passive: boolean;
}

/** A rule that translates addresses. Absent fields match everything. */
export type NatRule = {
  readonly family: Family;
  readonly source?: Match;
  readonly destination?: Match;
  /** The rule as its owner writes it. */
  readonly comment: string;
} & (
  | {
      /** `return` leaves the source as it is; `masquerade` gives the packet the address of the link that it leaves by. */
      readonly action: 'return' | 'masquerade';
    }
  | {
      /** Gives the packet another source on its way out, or another destination on its way in. */
      readonly action: 'snat' | 'dnat';
      readonly to: Address;
    }
);

/** A rule that drops or rejects packets: of a firewall, a network policy or a cloud. Absent fields match everything. */
export interface FilterRule {
  readonly family: Family;
  /** All packets that come in, those for the host itself, those that it passes on, or those that it starts. */
  readonly hook: 'prerouting' | 'input' | 'forward' | 'output';
  /** Link that the packet came in by, and that it leaves by. */
  readonly in?: string;
  readonly out?: string;
  readonly source?: Match;
  readonly destination?: Match;
  readonly protocol?: 'tcp' | 'udp' | 'icmp' | 'ipip';
  /** Destination port, of TCP and UDP. */
  readonly port?: number;
  /** Part of the matching packets that it drops, at random, from 0 to 1. @default 1 */
  readonly share?: number;
  /** What it tells the sender, as nft names it: `icmpx admin-prohibited`. @default nothing */
  readonly reject?: string;
  /** The rule as its owner writes it. */
  readonly comment: string;
}

/** Ranges that an address must be in, or must not. */
export interface Match {
  /** Any of these. */
  readonly ranges: readonly Cidr[];
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
    filters: [],
    sysctls: {},
  };
}
