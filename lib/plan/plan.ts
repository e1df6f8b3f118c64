import type { Address, Cidr, Family, PerFamily } from '../net';

/** What a node does: Kubernetes runs its control plane on one kind and workloads on the other. */
export type NodeRole = 'control-plane' | 'worker';

/** One subnet of nodes. */
export interface PlanZone {
  readonly name: string;
  readonly nodeCidr: PerFamily<Cidr>;
  /** The subnet's router: its first address, as clouds have it. */
  readonly gateway: PerFamily<Address>;
  /** `false`: its nodes reach one another by the gateway alone. @default true: they share a layer-2 segment */
  readonly layer2?: false;
}

/** A card that every node has. */
export interface PlanCard {
  /** Name of the device. */
  readonly name: string;
  /** `nodes`: the zone's node network. `nat`: one of each node's own. `subnet`: a second subnet of the nodes, of all zones. */
  readonly network: 'nodes' | 'nat' | 'subnet';
  /** Range of the network, in the families that it has. @default the zone's, of a card in the node network */
  readonly cidr?: PerFamily<Cidr>;
  /** The router's address there. @default the zone's gateway, of a card in the node network */
  readonly gateway?: PerFamily<Address>;
  /** MTU in bytes, of a card that is not in the node network. @default the plan's underlayMtu */
  readonly mtu?: number;
  /** Whether the default route leads by it, in the families that it has. @default false */
  readonly defaultRoute?: true;
}

/** A pod that the lab runs. */
export interface PlanPod {
  /** `worker-1/0`: node name and position. */
  readonly name: string;
  readonly address: PerFamily<Address>;
}

/** A node with its addresses and its pods. */
export interface PlanNode {
  readonly name: string;
  readonly role: NodeRole;
  /** Name of its zone. */
  readonly zone: string;
  /** The node's own address (Kubernetes: InternalIP). */
  readonly address: PerFamily<Address>;
  /** What the NAT in front of its zone makes of its own address, and nodes of other zones reach it by. @default there is no NAT */
  readonly externalAddress?: Address;
  /** MTU of its card, in bytes. @default the plan's underlayMtu */
  readonly mtu?: number;
  /** Its addresses on the plan's cards that are not in the node network, by the card's name. @default there are none */
  readonly cards?: Readonly<Record<string, PerFamily<Address>>>;
  /** The node's share of the pod network (Kubernetes: Node.spec.podCIDRs). @default the CNI hands out blocks by itself */
  readonly podCidr?: PerFamily<Cidr>;
  /** The CNI's own blocks of the pod network that the node took, where it goes by these. @default it goes by podCidr, or they are not known */
  readonly podBlocks?: readonly Cidr[];
  /** First host address of podCidr: where a bridge has its address. @default as podCidr */
  readonly podGateway?: PerFamily<Address>;
  /** The pods that the lab runs. Real clusters take addresses of podCidr or podBlocks as they come. */
  readonly pods: readonly PlanPod[];
}

/** What is still free, as far as the ranges are known. */
export interface Capacity {
  /** Node shares in the pod network: used and in all. @default not known */
  readonly nodeShares?: { readonly used: number; readonly total: number };
  /** Pods that fit into one node's share. @default no node has one */
  readonly podsPerNode?: number;
  /** Node addresses per zone: used, and in all where that is known. */
  readonly nodeAddresses: Readonly<Record<string, { readonly used: number; readonly total?: number }>>;
}

/** Ranges of a plan, by their fields. */
export type RangeField = 'podCidr' | 'serviceCidr' | 'nodeCidr';

/** What a spec asks of the CNI beside its mode. What it does not say is left to the CNI. */
export interface CniSettings {
  /** UDP port of the VXLAN or Geneve tunnel. @default the CNI's own */
  readonly tunnelPort?: number;
  /** MTU of the pods, in bytes. @default what the mode leaves of the card's */
  readonly podMtu?: number;
  /** `false`: packets leave the cluster with their pod's address. @default they get their node's */
  readonly masquerade?: false;
}

/** Every address of a cluster. A pure function of the spec: same spec, same plan, byte for byte. */
export interface Plan {
  readonly name: string;
  /** Families in use, the primary one first. */
  readonly families: readonly Family[];
  /** MTU of the nodes' links, in bytes. */
  readonly underlayMtu: number;
  /** What the network between them really carries, in bytes: less, where the links are set wrong. */
  readonly fabricMtu: number;
  /** What the network between the zones carries, in bytes, where less than in them. @default fabricMtu */
  readonly interZoneMtu?: number;
  /** What the way out of the cluster carries, in bytes, where a spec says so. @default underlayMtu */
  readonly outsideMtu?: number;
  readonly podCidr: PerFamily<Cidr>;
  readonly serviceCidr: PerFamily<Cidr>;
  /**
   * Ranges of a running cluster that neither a plan nor its API says: they are around the addresses that were seen, and the
   * real ones may be others. @default none
   */
  readonly seen?: readonly RangeField[];
  readonly zones: readonly PlanZone[];
  /** Every node's, in the order in which Linux counts them. @default one, in the node network */
  readonly cards?: readonly PlanCard[];
  /** The card that the spec names for the CNI's agents and the kubelet. @default what the CNI takes by its own rule */
  readonly nodeCard?: string;
  /** @default all is left to the CNI */
  readonly cniSettings?: CniSettings;
  /** Pods that a kubelet takes. @default its own limit, 110 */
  readonly maxPods?: number;
  /** The router between the zones has a route to each node's share of the pod network. @default false */
  readonly podRoutes?: boolean;
  readonly nodes: readonly PlanNode[];
  /** Where nodes reach the API server: the first control plane, by its external address where nodes of other zones need that. */
  readonly apiEndpoint: { readonly address: Address; readonly port: number };
  /** Cluster DNS: the tenth address of the service network, as kubeadm has it. */
  readonly dnsService: PerFamily<Address>;
  readonly capacity: Capacity;
}
