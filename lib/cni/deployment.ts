/** The parts of the contract that only real clusters use. */
import type { Family } from '../net';
import type { Plan } from '../plan';
import type { CniChoice } from './mode';

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
  /** Whether somebody gave it that address, such as a NAT's in front of the node. @default it took one of a card */
  readonly given?: true;
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

/** Blocks of a CNI that hands out addresses by itself: the parts of the pod network that its nodes took, as its objects say. */
export interface AddressBlocks {
  /** As kubectl takes them, with their groups; a cluster has one of them. */
  readonly resources: readonly string[];
  /** The node and its blocks in an object of these, which anybody may have written; undefined where it says none. */
  blocksOf(object: {
    readonly metadata?: { readonly name?: string };
    readonly spec?: unknown;
  }): NodeBlocks | undefined;
}

/** Blocks of one node, as CIDRs. */
export interface NodeBlocks {
  readonly node: string;
  readonly blocks: readonly string[];
}

/** Which releases of Kubernetes the makers of the pinned version say that it runs with. */
export interface KubernetesSupport {
  /** Oldest minor release, such as `1.35`. @default they name none */
  readonly from?: string;
  /** Newest minor release that they have tried. @default they name none */
  readonly to?: string;
  /** What they say, in a few words. */
  readonly says: string;
  /** The page that says it. */
  readonly source: string;
}

/** How a CNI is put on real clusters, and what it is known by there. */
export interface Deployment {
  chart(plan: Plan, choice: CniChoice): Chart;
  /** @default not known */
  readonly kubernetes?: KubernetesSupport;
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
  /** Where it says which blocks a node has, should it not go by Node.spec.podCIDRs. @default it always does */
  readonly addressBlocks?: AddressBlocks;
  /** Plug-ins of containernetworking/plugins that it calls and does not bring itself. @default none */
  readonly hostPlugins?: readonly string[];
}
