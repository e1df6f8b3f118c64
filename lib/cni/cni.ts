/** The contract that every CNI plug-in fulfils: all that differs between them, and nothing else knows their names. */
import type { Datapath } from '../datapath';
import type { Address, Family, PerFamily } from '../net';
import type { Plan, PodCidrAllocation, Problem, TestbedSpec } from '../plan';
import type { Noise, Traces } from '../state';
import type { Capabilities } from './capabilities';

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
export interface CniMode {
  readonly name: string;
  /** What titles call it. @default nothing: the CNI has no other */
  readonly title?: string;
  /** One line for people. */
  readonly description: string;
  /** Bytes that a packet between nodes grows by; of several ways, the widest. */
  readonly overhead: PerFamily<number>;
  /** Without these the mode cannot be realised on a machine, only predicted. */
  readonly features: readonly Feature[];
  /** Without these the lab does in another way what they do, and every report says so. @default none */
  readonly optional?: readonly Feature[];
  readonly barePods: BarePods;
}

/** One mode of a CNI, as a testbed uses it. */
export interface CniChoice {
  readonly mode: CniMode;
  readonly dataPlane: DataPlane;
}

/** One kind of traffic that nodes must let in from one another. Firewalls are made from it. */
export interface NodeTraffic {
  /** `ipip` is IP protocol 4, `esp` 50; `all` is for pods' own packets, un-encapsulated. */
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'ipip' | 'esp' | 'all';
  /** First and last port; only for tcp and udp. */
  readonly ports?: { readonly from: number; readonly to: number };
  /** What uses it, in a few words. */
  readonly purpose: string;
}

/** A Helm chart's place. */
export interface ChartSource {
  readonly repository: string;
  readonly name: string;
  readonly version: string;
}

/** How the CNI is installed on a real cluster so that every node keeps its planned share. */
export interface Chart extends ChartSource {
  readonly namespace: string;
  /** Labels of the namespace, such as its Pod Security level. */
  readonly namespaceLabels: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
  /** Charts of custom resource definitions, applied server-side before the chart itself. */
  readonly crds: readonly ChartSource[];
  /**
   * What cannot be changed once it is installed, beside mode, data plane and pod network: a line each, for people too.
   * @default none
   */
  readonly fixed?: readonly string[];
  /** Objects to apply when the chart is installed and its definitions are known. */
  readonly manifests: readonly Readonly<Record<string, unknown>>[];
  /** kubectl argument lists: the CNI is ready when each has succeeded, in order. */
  readonly ready: readonly (readonly string[])[];
}

/** What the CNI changes in kubeadm's configuration. */
export interface KubeadmChanges {
  /** Mode of kube-proxy, or `disabled` where the CNI takes its place. */
  readonly kubeProxy: 'iptables' | 'nftables' | 'disabled';
}

/** What a CNI's agent says of its node in annotations. */
export interface Announced {
  /** The address that it took for the node's, by family. */
  readonly address: Partial<Readonly<Record<Family, string>>>;
  /** MAC address of its tunnel device. @default it says none */
  readonly tunnelMac?: string;
}

/** An object in a cluster by which a CNI shows that something is switched on. */
export interface Shown {
  /** As kubectl takes it, with its group. */
  readonly resource: string;
  readonly name: string;
  /** Whether it is in the namespace of the agents. @default it is in none */
  readonly byAgents?: true;
  /** Whether the object says so. @default it does by being there */
  says?(object: unknown): boolean;
}

/** The parts of the contract that only real clusters use. */
export interface Deployment {
  chart(plan: Plan, choice: CniChoice): Chart;
  /** The plan matters where a family has a port of its own (WireGuard's second port is open with IPv6 only). */
  nodeTraffic(plan: Plan, choice: CniChoice): readonly NodeTraffic[];
  kubeadm(choice: CniChoice): KubeadmChanges;
  /** Kernel modules that every node loads at boot. */
  kernelModules(choice: CniChoice): readonly string[];
  /** DaemonSets of its agents: any of them shows that a cluster runs it. */
  readonly agents: readonly string[];
  /** Modes that a node's annotations allow for, where its agents leave such; undefined where they do not. */
  modesOf?(annotations: Readonly<Record<string, string>>): readonly string[] | undefined;
  /** What a node's annotations say that its agent decided; undefined where it leaves none. */
  announcedBy?(annotations: Readonly<Record<string, string>>): Announced | undefined;
  /** Whether it enforces Kubernetes' network policies. */
  readonly enforcesPolicies: boolean;
  /**
   * Objects of which any shows that it enforces Kubernetes' ClusterNetworkPolicy.
   * @default it does not, or nobody has read that it does
   */
  readonly clusterPoliciesShown?: readonly Shown[];
  /** Plug-ins of containernetworking/plugins that it calls and does not bring itself. @default none */
  readonly hostPlugins?: readonly string[];
}

/** The address that a device of a node has, in a cluster that runs; undefined where there is none to be seen. */
export type SeenAddresses = (node: string, device: string, family: Family) => Address | undefined;

/** What a CNI leaves in the cluster's API, as one tells it from others'. */
export interface ObjectTraces {
  /** Keys of annotations of nodes. */
  readonly annotations: RegExp;
  /** Keys of labels of nodes. @default it sets none */
  readonly labels?: RegExp;
  /** Keys of taints of nodes. @default it sets none */
  readonly taints?: RegExp;
  /** Reasons that it gives in a node's condition NetworkUnavailable. */
  readonly reasons: RegExp;
  /** API groups that its custom resource definitions and servers make. @default none */
  readonly groups?: readonly string[];
  /** Namespaces of its own. @default none */
  readonly namespaces?: readonly string[];
}

/** One CNI plug-in: its choices, what they ask of a spec, and the kernel state that they lead to. */
export interface Cni {
  readonly name: string;
  /** What titles call it. */
  readonly title: string;
  readonly description: string;
  /** The first is the default. */
  readonly modes: readonly CniMode[];
  /** The first is the default. */
  readonly dataPlanes: readonly DataPlane[];
  /** What it can do in that mode and data plane: what people choose by. */
  capabilities(choice: CniChoice): Capabilities;
  /** Who hands out the nodes' shares of the pod network. @default per-node */
  readonly podCidrAllocation?: PodCidrAllocation;
  /** What the choice asks of the spec, beyond the plan's proof: of the spec, so that it is reported also where no plan can be made. */
  requirements(spec: TestbedSpec, choice: CniChoice): Problem[];
  /**
   * The kernel state that the plug-in programs on every node.
   * @param seen addresses that its agents have chosen in a cluster; absent: stand-ins for them choose
   */
  datapath(plan: Plan, choice: CniChoice, seen?: SeenAddresses): Datapath;
  /** What the lab has in place of the real thing, in a sentence for reports. @default nothing */
  standIn?(choice: CniChoice): string | undefined;
  /** What a real machine has otherwise than computed, and why that is to be expected. @default nothing */
  noise?(choice: CniChoice): readonly Noise[];
  /** What its entries are known by, also when it is gone. @default nothing */
  readonly traces?: Traces;
  /** What its objects in a cluster are known by, likewise. @default nothing */
  readonly objectTraces?: ObjectTraces;
  /** Absent: the CNI exists in the lab only. */
  readonly deployment?: Deployment;
}
