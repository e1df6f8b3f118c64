/** What the programs in the cluster are given: two small files: one known beforehand, one when the servers run. */
import { nodeId, podId, podName } from '../../net/endpoint-id';
import type { Extent } from './extent';

/** Known when the manifests are made. */
export interface ProbeSettings {
  /** Names of the nodes that are tested, in the order that the extent counts in. */
  readonly nodes: readonly string[];
  readonly extent: Extent;
  /** A probe server outside the cluster, which must see the node's address and not the pod's. */
  readonly egress?: { readonly address: string; readonly port: number };
  /** Whether the nodes have a cloud's metadata service that pods must not get at: on EC2. */
  readonly metadata?: boolean;
  /** Whether nodes ask the pods behind network policies too; absent in files of older versions. @default false */
  readonly nodePeers?: boolean;
  /** Whether policies of the whole cluster were made for the run, or why not; absent in files of older versions. */
  readonly clusterPolicies?: 'made' | WithoutClusterPolicies;
  /** Jobs start spread over so many milliseconds, each always at its own moment. */
  readonly jitterMs: number;
}

/** Why no policies of the whole cluster were made. */
export const withoutClusterPolicies = [
  /** The API has none. */
  'no-api',
  /** It is not known that the CNI enforces them. */
  'not-enforced',
  /** The CNI can, and nothing in the cluster says that it does. */
  'not-said',
  /** The user may not make them. */
  'not-permitted',
  /** The API server refused them. */
  'refused',
  /** The manifests are applied by hand, and these would not go with the namespace. */
  'by-hand',
] as const;
/** One of the reasons. */
export type WithoutClusterPolicies = (typeof withoutClusterPolicies)[number];

/** Known when the servers run: read from the API. */
export interface ProbeAddresses {
  readonly pods: readonly {
    readonly node: string;
    readonly role: ServerRole;
    readonly ips: readonly string[];
  }[];
  readonly services: readonly {
    readonly name: string;
    readonly clusterIPs: readonly string[];
    readonly ports: readonly { readonly protocol: string; readonly nodePort?: number }[];
  }[];
  /** Absent in files of older versions. */
  readonly control?: ControlPorts;
}

/** Where Kubernetes itself listens, as the API says it. */
export interface ControlPorts {
  /** Of each API server, and of the Service in front of them. */
  readonly apiServers: readonly ControlPort[];
  /** Of the nodes. */
  readonly kubelets: readonly ControlPort[];
  /** Ids of the nodes that are control planes. */
  readonly controlPlanes: readonly string[];
}

/** An address and a port of one of them, with the id of the node or Service that it is of. */
export interface ControlPort {
  readonly id: string;
  readonly address: string;
  readonly port: number;
}

/** `guarded` is a pod behind network policies. */
export type ServerRole = 'pod' | 'node' | 'guarded';

/** Names of the Services; a program finds them in ProbeAddresses, and through DNS. */
export const serviceNames = {
  clusterIp: 'cluster-ip',
  nodePort: 'node-port',
  hairpin: 'hairpin',
  headless: 'headless',
} as const;

/** Added to the probe port: where guarded servers listen too, and no policy lets anybody in. */
export const forbiddenPortOffset = 1;
/** Likewise: a namespace's policy lets the probers in, and one of the whole cluster, of the tier before it, denies. */
export const adminPortOffset = 2;
/** Likewise, of the tier after it. */
export const baselinePortOffset = 3;
/** What guarded servers listen on, added to the probe port. */
export const guardedPortOffsets = [0, forbiddenPortOffset, adminPortOffset, baselinePortOffset] as const;

/** Endpoint ids, as in the lab: of a node's pods, 0 serves and 1 asks. */
export const endpointIds = {
  pod: (node: string) => podId(podName(node, 0)),
  node: nodeId,
  guarded: (node: string) => podId(podName(node, 'guarded')),
  client: (kind: 'pod' | 'node', node: string) => (kind === 'pod' ? podId(podName(node, 1)) : nodeId(node)),
} as const;

/** Names of the files in the folder that a Job is given. */
export const settingsFile = 'settings.json';
/** Name of the file with the ProbeAddresses. */
export const addressesFile = 'addresses.json';
