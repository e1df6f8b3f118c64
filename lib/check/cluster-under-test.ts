/** What only a Kubernetes cluster has, as plain data: who asks whom, and the Services that the run made. */
import type { Address, Family } from '../net';
import type { ProbeSettings } from '../prober/questions/settings';

/** By family, where there is one. */
type ByFamily = Partial<Readonly<Record<Family, string>>>;

/** A place that asks: a node, or a pod on it. */
export interface ClusterSource {
  readonly kind: 'node' | 'pod';
  /** Name of its node. */
  readonly node: string;
  /** Endpoint id. */
  readonly id: string;
  /** Ids of the nodes that it asks. */
  readonly nodes: readonly string[];
  /** Ids of the pods behind network policies that it asks. */
  readonly guarded: readonly string[];
}

/** What Kubernetes itself listens on: a node, an API server or its Service, in a family. */
export interface ControlPlace {
  readonly id: string;
  readonly family: Family;
}

/** A Service that the run made. */
export interface ServiceFact {
  /** Its id as a target, such as `service:cluster-ip`. */
  readonly id: string;
  readonly addresses: ByFamily;
}

/** A cluster that is tested, as the kinds of checks need it. */
export interface ClusterUnderTest {
  /** In the order in which they ask. */
  readonly sources: readonly ClusterSource[];
  /** Ids of the pods that ask, a node each. */
  readonly clients: readonly string[];
  /** Ids of the server pods, a node each. */
  readonly servers: readonly string[];
  readonly services: Readonly<Record<'clusterIp' | 'nodePort' | 'hairpin', ServiceFact>>;
  /** Where Kubernetes itself listens. @default its ports were not asked */
  readonly control?: {
    readonly apiServers: readonly ControlPlace[];
    readonly kubelets: readonly ControlPlace[];
    /** Ids of the nodes that are control planes. */
    readonly controlPlanes: readonly string[];
  };
  /** Names that are asked for, with the addresses that they must stand for. */
  readonly names: readonly {
    readonly id: string;
    readonly family: Family;
    readonly addresses: readonly string[];
  }[];
  /** A probe server outside the cluster. @default none was named */
  readonly egress?: { readonly id: string; readonly family: Family };
  /** Id of the cloud's metadata service. @default the nodes have none */
  readonly metadata?: string;
  /** Whether policies of the whole cluster were made, or why not. @default nobody tried */
  readonly clusterPolicies?: ProbeSettings['clusterPolicies'];
  /** Name of the CNI that runs. */
  readonly cni: string;
  /** Whether nodes ask the pods behind network policies too. */
  readonly nodePeers: boolean;
  /** Families of the ranges that Services get their addresses from; absent where the API says none. */
  readonly serviceRanges?: readonly Family[];
  /** The planned range of Services. @default no plan was given */
  readonly plannedServices?: ByFamily;
  /** Addresses that the nodes' own devices have, by the node's name, as far as they were seen. */
  readonly nodeAddresses: ReadonlyMap<string, readonly Address[]>;
  /** MTU of the device that has the node's address, in bytes, by the node's name, as far as it was seen. */
  readonly nodeMtus: ReadonlyMap<string, number>;
  /** Whether a plan was given that the cluster was built from. */
  readonly hasPlan: boolean;
  /** The nodes, with the shares of the pod network that such a plan gives them. */
  readonly shares: readonly { readonly id: string; readonly node: string; readonly planned?: ByFamily }[];
}
