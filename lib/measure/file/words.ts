/** What measurements are called in files and in code. */

/** Name and version of the file format. */
export const measurementsSchema = 'cni-testbed/measurements/v1';

/**
 * Ways through a cluster, from a client to a server. Pods and nodes on two nodes, unless the name says otherwise.
 * `pod-to-service` is from a pod through a ClusterIP to a pod on another node.
 */
export const paths = [
  'node-to-node',
  'pod-to-pod',
  'pod-to-service',
  'pod-to-node',
  'node-to-node/same-node',
  'pod-to-pod/same-node',
] as const;
/** One of them. */
export type Path = (typeof paths)[number];

/** Single events of the control plane, each of which takes so many milliseconds. */
export const eventKinds = [
  /** From a pod's creation to the first answer that it gets. */
  'first-packet',
  /** From a pod's first instruction to the first answer that it gets. */
  'first-answer',
  /** How long a new pod reaches what a policy forbids it. */
  'open-at-start',
  /** How long a new pod does not reach what a policy allows it. */
  'deaf-at-start',
  /** From the API's answer to a policy that denies what was allowed, to the last new connection that gets through. */
  'deny-delay',
  /** From the API's answer to a policy that allows what was denied, to the first new connection that gets through. */
  'allow-delay',
  /** Longest silence of running exchanges, and between new connections, while nothing is disturbed: what the rest is held against. */
  'steady-gap',
  'steady-gap-new',
  /** The same while the CNI's agent restarts. */
  'agent-gap',
  'agent-gap-new',
  /** From the CNI's installation, which is when the DaemonSet of its agents is there, to each of its agents being Ready. */
  'cni-ready',
  /** Likewise to each node being Ready. */
  'node-ready',
  /** Likewise to the first answer between every two nodes, in either direction. */
  'mesh-ready',
] as const;
/** One of them. */
export type EventKind = (typeof eventKinds)[number];

/** What the CNI's agents were doing while their cost was counted. */
export const agentMoments = ['idle', 'bulk', 'policies'] as const;
