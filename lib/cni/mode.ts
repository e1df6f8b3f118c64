/** What can be chosen of a CNI: how packets pass between nodes, and who filters and translates them. */
import type { PerFamily } from '../net';
import type { PodCidrAllocation } from '../plan';

/** All features that some mode needs of a machine. */
export const features = ['vxlan', 'vxlan-external', 'geneve', 'ipip', 'wireguard', 'nft', 'bird'] as const;

/** What a kernel or machine must have for a mode to be realised on it. */
export type Feature = (typeof features)[number];

/** Who filters and translates packets on the nodes. `ebpf` also takes kube-proxy's place. */
export type DataPlane = 'iptables' | 'nftables' | 'ebpf';

/**
 * Where pod addresses appear un-encapsulated on the network between the nodes: never, only between nodes of one subnet,
 * or always. A cloud must not check source and destination of such packets (EC2: sourceDestCheck).
 */
export type BarePods = 'never' | 'same-subnet' | 'always';

/** One way in which a CNI connects the nodes: its encapsulation or its routes. */
export interface CniMode<Name extends string = string> {
  readonly name: Name;
  /** What titles call it. @default nothing: the CNI has no other */
  readonly title?: string;
  /** One line for people. */
  readonly description: string;
  /** Bytes that a packet between nodes grows by; of several ways, the widest. */
  readonly overhead: PerFamily<number>;
  /** The same in a cluster of IPv6 alone, whose outer packets are IPv6. @default overhead.ipv6 */
  readonly overheadIPv6Alone?: number;
  /** Without these the mode cannot be realised on a machine, only predicted. */
  readonly features: readonly Feature[];
  /** Without these the lab does in another way what they do, and every report says so. @default none */
  readonly optional?: readonly Feature[];
  readonly barePods: BarePods;
  /** UDP port of its VXLAN or Geneve tunnel, where a spec may choose another one. @default it has no such port */
  readonly tunnelPort?: number;
  /** Why the MTU of the pods cannot be set in it. @default it can */
  readonly fixedPodMtu?: string;
  /** Who hands out the nodes' shares of the pod network. @default per-node */
  readonly podCidrAllocation?: PodCidrAllocation;
  /** False: it leaves the nodes without a way to one another's pods, which shows what is missing. @default true */
  readonly connects?: false;
}

/** One mode of a CNI, as a testbed uses it. */
export interface CniChoice {
  readonly mode: CniMode;
  readonly dataPlane: DataPlane;
}
