/** Names and labels of everything that is put into a cluster. */

/** Everything carries it: one selector finds, and removes, all of it. */
export const ownerLabel = { 'app.kubernetes.io/managed-by': 'cni-testbed' } as const;
/** Label selector of all objects of the probes. */
export const ownerSelector = 'app.kubernetes.io/managed-by=cni-testbed';

/** @default of --namespace */
export const defaultNamespace = 'cni-testbed-probe';

/** Which part an object is: a server's role, `prober`, `capture` or `files`. */
export const partLabel = 'cni-testbed/part';
/** The part that reads the nodes' kernel state. */
export const capturePart = 'capture';
/** The part that lists files of nodes. */
export const filesPart = 'files';
/** Containers of iperf3, whose image is another. */
export const engineContainer = 'iperf3';
/** Of a prober: `pod` or `node`. */
export const networkLabel = 'cni-testbed/network';
/** Of a prober: the node it asks from. Node names can be longer than a label may be. */
export const nodeAnnotation = 'cni-testbed/node';

/** Of a Job of another program, which has no other way to say what it found out than to fail. */
export const mayFailLabel = { 'cni-testbed/may-fail': 'true' } as const;

/** Of a node, by whoever runs the cluster: where it stands. */
export const zoneLabel = 'topology.kubernetes.io/zone';
/** Of a node, by its cloud: what kind of machine it is. */
export const instanceTypeLabel = 'node.kubernetes.io/instance-type';

/** Of the namespace: until when a run that says nothing more counts as going on. */
export const aliveAnnotation = 'cni-testbed/alive-until';

/** ConfigMaps by what they hold. */
export const configMaps = {
  program: 'program',
  settings: 'settings',
  addresses: 'addresses',
  capture: 'capture',
  /** With the number of a pair of nodes: what is measured between them. */
  steps: 'steps',
} as const;

/** DaemonSets by role. */
export const serverNames = { pod: 'server-pod', node: 'server-node', guarded: 'server-guarded' } as const;

/** What the API says of itself, as `kubectl get` takes it: its Service, and the addresses and ports behind it. */
export const controlResources = [
  'services/kubernetes',
  'endpointslices.discovery.k8s.io/kubernetes',
  '--namespace=default',
] as const;

/** Ranges that Services get their addresses from, as the API names them: since Kubernetes 1.33. */
export const serviceCidrResource = 'servicecidrs.networking.k8s.io';
