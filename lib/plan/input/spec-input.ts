/** A spec as its user writes it, in JSON, in YAML or in a program; test/docs/spec-input.test.ts writes it from the schema. */

/** A spec as a user writes it. Every field has a default, so `{}` is a whole spec. */
export interface TestbedSpecInput {
  /** Name of the testbed: of the lab, the stack and everything in it. @default testbed */
  readonly name?: string;
  /** CNI plug-in. @default flannel */
  readonly cni?: string;
  /** The plug-in's mode: encapsulation or data plane. @default the plug-in's first */
  readonly mode?: string;
  /** Who filters and translates packets on the nodes: `iptables`, `nftables`, `ebpf`. @default the plug-in's first */
  readonly dataPlane?: string;
  /** Nodes that run the control plane. @default 1, or those of a list of all nodes */
  readonly controlPlanes?: number;
  /** Worker nodes. @default 2, or those of a list of all nodes */
  readonly workers?: number;
  /** Pods that the lab runs on each node. @default 2 */
  readonly podsPerNode?: number;
  /** `ipv4`, `ipv6`, or `dual`: every range gets an IPv6 twin. @default ipv4 */
  readonly ipFamily?: 'ipv4' | 'ipv6' | 'dual';
  /** Zones, nodes spread over them in turn. @default one zone, a, 192.168.1.0/24 */
  readonly zones?: readonly ZoneInput[];
  /**
   * Whether the router between the zones knows each node's share of the pod network (a cloud: by a route for each
   * node): CNIs that leave the way there to it need no encapsulation. @default false
   */
  readonly podRoutes?: boolean;
  /** Position of the first node inside its zone's range; the gateway has position 1. @default 10 */
  readonly firstNodeHost?: number;
  /** Pod network of the cluster. @default 10.244.0.0/16 */
  readonly podCidr?: string;
  /** Prefix length of one node's share of the pod network. @default 24 */
  readonly podPrefix?: number;
  /**
   * Who hands out the pods' addresses: `kubernetes`, a share of the pod network for each node (Node.spec.podCIDRs), or
   * `cni-blocks`, blocks by the plug-in's own rules. @default kubernetes
   */
  readonly ipam?: 'kubernetes' | 'cni-blocks';
  /** Prefix length of the plug-in's own blocks. @default the plug-in's, or podPrefix where it has none */
  readonly blockPrefix?: number;
  /** Service network. @default 10.96.0.0/12 */
  readonly serviceCidr?: string;
  /** Whether a lab has Services, as kube-proxy programs them, and asks them. @default false */
  readonly services?: boolean;
  /** IPv6 twin of podCidr. @default fd00:10:244::/48 */
  readonly podCidrIPv6?: string;
  /** IPv6 twin of podPrefix. @default 64 */
  readonly podPrefixIPv6?: number;
  /** IPv6 twin of blockPrefix. @default the plug-in's, or podPrefixIPv6 where it has none */
  readonly blockPrefixIPv6?: number;
  /** IPv6 twin of serviceCidr. @default fd00:10:96::/112 */
  readonly serviceCidrIPv6?: string;
  /** Ranges that the plan must keep clear of: peers, VPNs, office networks. @default none */
  readonly reserved?: readonly ReservedRangeInput[];
  /** MTU of the network between the nodes, in bytes. @default 1500, or what the target's network carries */
  readonly underlayMtu?: number;
  /**
   * Largest packet that the network between the nodes really carries, where less than their links say. @default
   * underlayMtu
   */
  readonly fabricMtu?: number;
  /**
   * Largest packet that the network between the zones carries, where less than in them, in bytes. @default fabricMtu
   */
  readonly interZoneMtu?: number;
  /**
   * Largest packet that the way out of the cluster carries, in bytes; with it, a lab's pods send packets of every size
   * there. @default underlayMtu
   */
  readonly outsideMtu?: number;
  /** Nodes that are not as the others, or all nodes with the addresses that they have. @default none */
  readonly nodes?: readonly NodeSettingsInput[];
  /** Cards of every node, in the order in which Linux counts them. @default one, in the node network */
  readonly cards?: readonly CardInput[];
  /**
   * Which of the cards the plug-in's agents and the kubelet take. @default that which the plug-in takes by its own
   * rule
   */
  readonly nodeCard?: string;
  /** Pods that a kubelet takes on a node (maxPods). @default the kubelet's own limit, 110 */
  readonly maxPods?: number;
  /** MTU of the pods, in bytes. @default what the mode leaves of the MTU of their node's card */
  readonly podMtu?: number;
  /** UDP port of the VXLAN or Geneve tunnel between the nodes. @default the plug-in's own */
  readonly tunnelPort?: number;
  /** Whether packets that leave the cluster get their node's address in place of their pod's. @default true */
  readonly masquerade?: boolean;
}

/** A zone of a spec: a subnet of nodes. */
export interface ZoneInput {
  /** Name of the zone. */
  readonly name: string;
  /** The zone's node network: one subnet. */
  readonly nodeCidr: string;
  /** Its IPv6 twin. @default fd00:192:168:N::/64 where N counts the zones from 1 */
  readonly nodeCidrIPv6?: string;
  /**
   * Whether its nodes share a layer-2 segment; without one they reach one another by their gateway alone. @default
   * true
   */
  readonly layer2?: boolean;
}

/** A range that the plan must keep clear of. */
export interface ReservedRangeInput {
  /** What is there, in a few words. */
  readonly name: string;
  /** The range, IPv4 or IPv6. */
  readonly cidr: string;
}

/** What a spec says of one node that is not as the others. */
export interface NodeSettingsInput {
  /** Name of the node: control-plane-1, worker-1, …, or any, where the nodes' addresses are given. */
  readonly name: string;
  /** The address that it has. Then every node is listed with its own. @default the plan decides it */
  readonly address?: string;
  /** Its IPv6 twin. @default the plan decides it */
  readonly addressIPv6?: string;
  /** The address that nodes of other zones reach it by, where its zone is behind a 1:1 NAT. @default its own */
  readonly externalAddress?: string;
  /** What it does. @default as names such as control-plane-1 and worker-1 say it */
  readonly role?: 'control-plane' | 'worker';
  /** Name of its zone. @default the one whose network has its address */
  readonly zone?: string;
  /** MTU of its card, in bytes. @default underlayMtu */
  readonly mtu?: number;
}

/** A card that every node has. */
export interface CardInput {
  /** Name of the card, as the nodes' systems call it. */
  readonly name: string;
  /**
   * `nodes`: the zone's node network. `nat`: a network of each node's own, with the same address on every node, as
   * VirtualBox and QEMU have it. `subnet`: a second subnet of the nodes, which spans the zones.
   */
  readonly network: 'nodes' | 'nat' | 'subnet';
  /** Range of the network where that is not `nodes`. @default 10.0.2.0/24 of `nat`; a subnet has none */
  readonly cidr?: string;
  /** Its IPv6 twin. @default the card has no IPv6 address */
  readonly cidrIPv6?: string;
  /** MTU of the card in bytes, where its network is not `nodes`. @default underlayMtu */
  readonly mtu?: number;
  /**
   * Whether the default route leads by it, in the families that it has. @default that of the first card does, where
   * none says so
   */
  readonly defaultRoute?: boolean;
}
