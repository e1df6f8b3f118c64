/** One network namespace of a real machine, read: the datapath's words, with what is needed to see which device is which. */
import type {
  ForwardingEntry,
  InterfaceAddress,
  Neighbour,
  Netfilter,
  Route,
  RoutingRule,
} from '../../datapath';
import type { Address, Cidr } from '../../net';

/** A namespace's state as far as it was captured and understood. */
export interface ReadHost {
  /** The machine, or the pod as the capture names it. */
  readonly name: string;
  readonly links: readonly ReadLink[];
  /**
   * Without those that the kernel keeps by itself: table `local`, broadcast and multicast, `fe80::/64`, and the routes to
   * the prefixes of addresses, which follow from them.
   */
  readonly routes: readonly ReadRoute[];
  /** Without the kernel's own three. */
  readonly rules: readonly RoutingRule[];
  /** Those of the kernel's own three that are not there. */
  readonly missingRules: readonly RoutingRule[];
  readonly neighbours: readonly ReadNeighbour[];
  /** Addresses that were asked for on a link, and nobody answered. */
  readonly unanswered: readonly { readonly link: string; readonly address: Address }[];
  readonly forwarding: readonly ReadForwarding[];
  readonly netfilter: Netfilter;
  /** By their path under /proc/sys/net, such as `ipv4/ip_forward`. */
  readonly sysctls: Readonly<Record<string, string>>;
  /** Sockets that listen. */
  readonly listening: readonly ListeningSocket[];
  /** What a routing daemon does. @default there is none that answers */
  readonly bgp?: readonly RoutingProtocol[];
  /** What could not be read. */
  readonly gaps: readonly Gap[];
}

/** A device as the kernel shows it. */
export interface ReadLink {
  readonly index: number;
  readonly name: string;
  /** `veth`, `bridge`, `vxlan`, `geneve`, `ipip`, `wireguard`, `loopback`, `ether` where the kernel names no kind, … */
  readonly kind: string;
  /** Empty where the device has none. */
  readonly mac: string;
  readonly mtu: number;
  /** Set up by its owner; a cable whose other end is down stays up. */
  readonly up: boolean;
  readonly master?: string;
  /** Of a bridge's port. @default false */
  readonly hairpin?: boolean;
  /** Of a bridge's port: `forwarding`, or why it does not: `disabled`, `blocking`, `listening`, `learning`. */
  readonly portState?: string;
  /** Of a bridge's port: whether it reaches no other port that is so. @default false */
  readonly isolated?: boolean;
  /** @default true */
  readonly arp?: boolean;
  readonly addresses: readonly ReadAddress[];
  /** Of a veth: the other end's index, and the number that this namespace knows the other one by. */
  readonly peer?: { readonly index: number; readonly namespace?: number };
  /** Of a tunnel device. */
  readonly tunnel?: ReadTunnel;
  /** Of a WireGuard device, as far as it may be asked. */
  readonly wireguard?: ReadWireguard;
  /** Programs that decide about its packets, as the kernel names them. @default none */
  readonly ebpf?: string;
}

/** An address of a device. One with a peer has the full prefix, and its route is among the routes. */
export interface ReadAddress extends InterfaceAddress {
  /** Metric of the route to its prefix, where its owner chose one. @default the kernel's */
  readonly metric?: number;
  /** Not usable: another host has it, or that is still being found out. @default usable */
  readonly unusable?: 'duplicate' | 'tentative';
}

/** What wraps the packets of a tunnel device. */
export interface ReadTunnel {
  /** Number in the tunnel header. */
  readonly id?: number;
  /** UDP port of the outer packet. */
  readonly port?: number;
  readonly local?: Address;
  readonly remote?: Address;
  /** Device that the outer packets leave by. */
  readonly underlay?: string;
  /** Whether routes or programs say where its packets go. */
  readonly external?: boolean;
  readonly learning?: boolean;
}

/** A WireGuard device, without its secrets. */
export interface ReadWireguard {
  readonly key?: string;
  readonly port?: number;
  readonly peers: readonly ReadWireguardPeer[];
}

/** Another end of a WireGuard device. */
export interface ReadWireguardPeer {
  readonly key: string;
  readonly endpoint?: Address;
  readonly port?: number;
  readonly allowed: readonly Cidr[];
}

/** A route. */
export interface ReadRoute extends Route {
  /** Further next hops; each connection takes one of them or the route's own. @default none */
  readonly others?: readonly NextHop[];
}

/** One of several next hops. */
export interface NextHop extends Pick<Route, 'via' | 'onlink' | 'encap'> {
  readonly link: string;
}

/** A neighbour entry. */
export interface ReadNeighbour extends Neighbour {
  readonly permanent: boolean;
}

/** An entry of a forwarding table: of a tunnel device, or, without a destination, of a bridge. */
export interface ReadForwarding extends Omit<ForwardingEntry, 'destination'> {
  readonly destination?: Address;
  /** UDP port and number in the tunnel header, where not the device's. */
  readonly port?: number;
  readonly id?: number;
  readonly permanent: boolean;
}

/** A socket that waits for packets or connections. */
export interface ListeningSocket {
  readonly protocol: 'tcp' | 'udp';
  /** As the tool prints it; `*` for any. */
  readonly address: string;
  readonly port: number;
}

/** One protocol of a routing daemon. */
export interface RoutingProtocol {
  readonly name: string;
  /** `BGP`, `Kernel`, `Device`, … */
  readonly kind: string;
  /** `up`, `start`, `down`, … */
  readonly state: string;
  /** Of BGP: `Established`, or why not. */
  readonly info: string;
}

/** Something that was not read. */
export interface Gap {
  /** What is not known. */
  readonly of: GapSubject;
  /** The command that would have told. */
  readonly command: string;
  readonly why:
    | 'not-captured'
    | 'not-installed'
    | 'not-permitted'
    | 'no-json'
    | 'not-understood'
    | 'failed'
    | 'too-large';
  /** The one entry that was not read, as the tool prints it. @default all of the answer */
  readonly entry?: string;
  /** In the tool's or the parser's words. @default none */
  readonly details?: string;
}

/** A part of a namespace's state. */
export type GapSubject =
  | 'links'
  | 'addresses'
  | 'routes'
  | 'rules'
  | 'neighbours'
  | 'forwarding'
  | 'bridge-ports'
  | 'nft'
  | 'iptables'
  | 'sets'
  | 'sysctls'
  | 'sockets'
  | 'ebpf'
  | 'bgp'
  | 'wireguard'
  | 'cni-config';
