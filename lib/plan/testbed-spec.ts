/** The spec: one table of what a user may ask for, which its types, its defaults and its parsing follow from. */
import * as z from 'zod';
import { Cidr } from '../net';
import { address, cardName, count, mtu, name, range, role } from './spec-fields';
import { type SpecParts, shapeAt } from './spec-parts';

/** Most control planes a cluster may have: etcd is not recommended beyond seven members. */
export const mostControlPlanes = 7;
/** Most nodes in one cluster: the limit that Kubernetes supports (kubernetes.io, "Considerations for large clusters"). */
export const mostNodes = 5000;
/** Most zones of a spec: as many as there are letters to name them. */
export const mostZones = 26;

/** Most cards of a node. */
const mostCards = 8;

const zone = z.strictObject({
  /** Name of the zone. */
  name,
  /** The zone's node network: one subnet. */
  nodeCidr: range('ipv4'),
  /** Its IPv6 twin. @default fd00:192:168:N::/64 where N counts the zones from 1 */
  nodeCidrIPv6: range('ipv6').optional(),
  /** Whether its nodes share a layer-2 segment; without one they reach one another by their gateway alone. @default true */
  layer2: z
    .boolean()
    .default(true)
    .meta({ examples: [false] }),
});

const reservedRange = z.strictObject({
  /** What is there, in a few words. */
  name: z
    .string()
    .min(1)
    .max(60)
    .meta({ examples: ['office VPN'] }),
  /** The range, IPv4 or IPv6. */
  cidr: range(),
});

const nodeSettings = z.strictObject({
  /** Name of the node: control-plane-1, worker-1, …, or any, where the nodes' addresses are given. */
  name: name.meta({ examples: ['worker-1'] }),
  /** The address that it has. Then every node is listed with its own. @default the plan decides it */
  address: address('ipv4').optional(),
  /** Its IPv6 twin. @default the plan decides it */
  addressIPv6: address('ipv6').optional(),
  /** The address that nodes of other zones reach it by, where its zone is behind a 1:1 NAT. @default its own */
  externalAddress: address('ipv4')
    .meta({ examples: ['198.51.100.10'] })
    .optional(),
  /** What it does. @default as names such as control-plane-1 and worker-1 say it */
  role: role.meta({ examples: ['worker'] }).optional(),
  /** Name of its zone. @default the one whose network has its address */
  zone: name.meta({ examples: ['a'] }).optional(),
  /** MTU of its card, in bytes. @default underlayMtu */
  mtu: mtu.meta({ examples: [1400] }).optional(),
});

const card = z.strictObject({
  /** Name of the card, as the nodes' systems call it. */
  name: cardName.meta({ examples: ['eth0'] }),
  /**
   * `nodes`: the zone's node network. `nat`: a network of each node's own, with the same address on every node, as VirtualBox
   * and QEMU have it. `subnet`: a second subnet of the nodes, which spans the zones.
   */
  network: z.enum(['nodes', 'nat', 'subnet']).meta({ examples: ['nodes'] }),
  /** Range of the network where that is not `nodes`. @default 10.0.2.0/24 of `nat`; a subnet has none */
  cidr: range('ipv4').optional(),
  /** Its IPv6 twin. @default the card has no IPv6 address */
  cidrIPv6: range('ipv6').optional(),
  /** MTU of the card in bytes, where its network is not `nodes`. @default underlayMtu */
  mtu: mtu.meta({ examples: [1400] }).optional(),
  /** Whether the default route leads by it, in the families that it has. @default that of the first card does, where none says so */
  defaultRoute: z
    .boolean()
    .default(false)
    .meta({ examples: [true] }),
});

/** A zone as specs have it that say nothing of its range, by its position counted from 0. */
export const defaultZone = (position: number): z.input<typeof zone> => ({
  name: String.fromCharCode('a'.charCodeAt(0) + position),
  nodeCidr: `192.168.${position + 1}.0/24`,
});

const defaultNodeCidrIPv6 = (position: number) => Cidr.parse(`fd00:192:168:${position + 1}::/64`);

const zones = z
  .array(zone)
  .min(1)
  .max(mostZones)
  .transform((list) =>
    list.map((each, i) => ({ ...each, nodeCidrIPv6: each.nodeCidrIPv6 ?? defaultNodeCidrIPv6(i) })),
  );

/** What a user may ask for. Every field has a default, so `{}` is a whole spec. */
export const testbedSpecSchema = z.strictObject({
  /** Name of the testbed: of the lab, the stack and everything in it. @default testbed */
  name: name.default('testbed'),
  /** CNI plug-in. @default flannel */
  cni: z.string().default('flannel'),
  /** The plug-in's mode: encapsulation or data plane. @default the plug-in's first */
  mode: z.string().optional(),
  /** Who filters and translates packets on the nodes: `iptables`, `nftables`, `ebpf`. @default the plug-in's first */
  dataPlane: z.string().optional(),
  /** Nodes that run the control plane. @default 1, or those of a list of all nodes */
  controlPlanes: count(1, mostControlPlanes).default(1),
  /** Worker nodes. @default 2, or those of a list of all nodes */
  workers: count(0, mostNodes).default(2),
  /** Pods that the lab runs on each node. @default 2 */
  podsPerNode: count(0, 250).default(2),
  /** `ipv4`, `ipv6`, or `dual`: every range gets an IPv6 twin. @default ipv4 */
  ipFamily: z.enum(['ipv4', 'ipv6', 'dual']).default('ipv4'),
  /** Zones, nodes spread over them in turn. @default one zone, a, 192.168.1.0/24 */
  zones: zones.prefault([defaultZone(0)]),
  /**
   * Whether the router between the zones knows each node's share of the pod network (a cloud: by a route for each node):
   * CNIs that leave the way there to it need no encapsulation. @default false
   */
  podRoutes: z.boolean().default(false),
  /** Position of the first node inside its zone's range; the gateway has position 1. @default 10 */
  firstNodeHost: count(2, 65_535).default(10),
  /** Pod network of the cluster. @default 10.244.0.0/16 */
  podCidr: range('ipv4').prefault('10.244.0.0/16'),
  /** Prefix length of one node's share of the pod network. @default 24 */
  podPrefix: count(8, 30).default(24),
  /**
   * Who hands out the pods' addresses: `kubernetes`, a share of the pod network for each node (Node.spec.podCIDRs), or
   * `cni-blocks`, blocks by the plug-in's own rules. @default kubernetes
   */
  ipam: z
    .enum(['kubernetes', 'cni-blocks'])
    .default('kubernetes')
    .meta({ examples: ['cni-blocks'] }),
  /** Prefix length of the plug-in's own blocks. @default the plug-in's, or podPrefix where it has none */
  blockPrefix: count(8, 32)
    .meta({ examples: [26] })
    .optional(),
  /** Service network. @default 10.96.0.0/12 */
  serviceCidr: range('ipv4').prefault('10.96.0.0/12'),
  /** Whether a lab has Services, as kube-proxy programs them, and asks them. @default false */
  services: z.boolean().default(false),
  /** IPv6 twin of podCidr. @default fd00:10:244::/48 */
  podCidrIPv6: range('ipv6').prefault('fd00:10:244::/48'),
  /** IPv6 twin of podPrefix. @default 64 */
  podPrefixIPv6: count(16, 120).default(64),
  /** IPv6 twin of blockPrefix. @default the plug-in's, or podPrefixIPv6 where it has none */
  blockPrefixIPv6: count(16, 128)
    .meta({ examples: [122] })
    .optional(),
  /** IPv6 twin of serviceCidr. @default fd00:10:96::/112 */
  serviceCidrIPv6: range('ipv6').prefault('fd00:10:96::/112'),
  /** Ranges that the plan must keep clear of: peers, VPNs, office networks. @default none */
  reserved: z.array(reservedRange).max(1000).default([]),
  /** MTU of the network between the nodes, in bytes. @default 1500, or what the target's network carries */
  underlayMtu: mtu.default(1500),
  /** Largest packet that the network between the nodes really carries, where less than their links say. @default underlayMtu */
  fabricMtu: mtu.optional(),
  /** Largest packet that the network between the zones carries, where less than in them, in bytes. @default fabricMtu */
  interZoneMtu: mtu.meta({ examples: [1400] }).optional(),
  /** Largest packet that the way out of the cluster carries, in bytes; with it, a lab's pods send packets of every size there. @default underlayMtu */
  outsideMtu: mtu.meta({ examples: [1400] }).optional(),
  /** Nodes that are not as the others, or all nodes with the addresses that they have. @default none */
  nodes: z.array(nodeSettings).max(mostNodes).default([]),
  /** Cards of every node, in the order in which Linux counts them. @default one, in the node network */
  cards: z.array(card).max(mostCards).default([]),
  /** Which of the cards the plug-in's agents and the kubelet take. @default that which the plug-in takes by its own rule */
  nodeCard: cardName.meta({ examples: ['eth1'] }).optional(),
  /** Pods that a kubelet takes on a node (maxPods). @default the kubelet's own limit, 110 */
  maxPods: count(1, 65_535)
    .meta({ examples: [110] })
    .optional(),
  /** MTU of the pods, in bytes. @default what the mode leaves of the MTU of their node's card */
  podMtu: mtu.meta({ examples: [1350] }).optional(),
  /** UDP port of the VXLAN or Geneve tunnel between the nodes. @default the plug-in's own */
  tunnelPort: count(1, 65_535)
    .meta({ examples: [4790] })
    .optional(),
  /** Whether packets that leave the cluster get their node's address in place of their pod's. @default true */
  masquerade: z.boolean().default(true),
});

/** A spec as a file holds it, which may say for editors by which schema it is written. */
export const specFileSchema = testbedSpecSchema.extend({ $schema: z.string().optional() });

/** The fields that may stand in the object at that path of a spec with these parts. */
export function fieldsAt([field, ...path]: readonly PropertyKey[], parts: SpecParts): string[] {
  const own: SpecParts = { zones: zone, reserved: reservedRange, nodes: nodeSettings, cards: card };
  const shape = own[String(field)]?.shape ?? shapeAt(parts[String(field)], path);
  return Object.keys(shape ?? { ...testbedSpecSchema.shape, ...parts });
}

/** A spec as the schema reads it. */
export type ParsedSpec = z.output<typeof testbedSpecSchema>;

/** A spec with its ranges parsed and every default filled in. */
export type TestbedSpec = Readonly<ParsedSpec & { fabricMtu: number }>;
