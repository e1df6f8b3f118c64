/**
 * kubeadm's configuration from the plan, in the API version v1beta4 (extraArgs are lists of name and value there).
 * Nothing in it is secret: tokens are made on the first control plane and never pass through here.
 */
import type { KubeadmChanges } from '../../cni';
import { type Family, primary } from '../../net';
import type { Plan, PlanNode } from '../../plan';

const api = 'kubeadm.k8s.io/v1beta4';
const criSocket = 'unix:///run/containerd/containerd.sock';

/** What the configuration needs besides the plan. */
export interface KubeadmOptions {
  /** Exact version, such as `v1.37.2`: a channel like `stable-1` would drift. */
  readonly kubernetesVersion: string;
  /** Name by which every node knows the API server. */
  readonly apiHost: string;
  /** What the CNI changes in it. */
  readonly changes: KubeadmChanges;
}

type Document = Readonly<Record<string, unknown>>;

/** The documents of `kubeadm init --config` for the first control plane. */
export function initDocuments(plan: Plan, options: KubeadmOptions): Document[] {
  const init = plan.nodes.slice(0, 1).map((first) => initConfiguration(plan, first));
  const documents = [...init, clusterConfiguration(plan, options), kubelet(plan)];
  const { kubeProxy } = options.changes;
  return kubeProxy === 'disabled' ? documents : [...documents, proxyConfiguration(kubeProxy)];
}

/** The document of `kubeadm join --config`; the node fills in token, pin and certificate key when it knows them. */
export function joinDocument(plan: Plan, node: PlanNode, options: KubeadmOptions): Document {
  const endpoint = `${options.apiHost}:${plan.apiEndpoint.port}`;
  return {
    apiVersion: api,
    kind: 'JoinConfiguration',
    discovery: { bootstrapToken: { apiServerEndpoint: endpoint } },
    nodeRegistration: registration(plan, node),
    ...(node.role === 'control-plane'
      ? { controlPlane: { localAPIEndpoint: localEndpoint(plan, node) } }
      : {}),
    timeouts: { discovery: '10m0s', tlsBootstrap: '10m0s' },
  };
}

function initConfiguration(plan: Plan, node: PlanNode): Document {
  const alone = plan.nodes.every(({ role }) => role === 'control-plane');
  return {
    apiVersion: api,
    kind: 'InitConfiguration',
    localAPIEndpoint: localEndpoint(plan, node),
    nodeRegistration: {
      ...registration(plan, node),
      // Without workers, cluster DNS and the test pods have nowhere else to run.
      ...(alone ? { taints: [] } : {}),
    },
    timeouts: { controlPlaneComponentHealthCheck: '6m0s' },
  };
}

function clusterConfiguration(plan: Plan, { kubernetesVersion, apiHost, changes }: KubeadmOptions): Document {
  const controlPlanes = plan.nodes.filter(({ role }) => role === 'control-plane');
  return {
    apiVersion: api,
    kind: 'ClusterConfiguration',
    clusterName: plan.name,
    kubernetesVersion,
    // Always a name: a cluster that starts without one can never get a second control plane.
    controlPlaneEndpoint: `${apiHost}:${plan.apiEndpoint.port}`,
    networking: {
      podSubnet: joined(plan, plan.podCidr),
      serviceSubnet: joined(plan, plan.serviceCidr),
      dnsDomain: 'cluster.local',
    },
    apiServer: {
      // 127.0.0.1: for kubectl through a forwarded port.
      certSANs: [
        ...new Set([
          apiHost,
          '127.0.0.1',
          'localhost',
          `${plan.apiEndpoint.address}`,
          ...controlPlanes.map((node) => `${primary(node.address)}`),
        ]),
      ],
    },
    // The controller would hand out pod ranges in the order in which nodes register; the plan has fixed them.
    controllerManager: { extraArgs: [{ name: 'allocate-node-cidrs', value: 'false' }] },
    proxy: { disabled: changes.kubeProxy === 'disabled' },
  };
}

/** Of every node: those that join read it from the cluster. */
function kubelet({ maxPods }: Plan): Document {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    cgroupDriver: 'systemd',
    serializeImagePulls: false,
    failSwapOn: true,
    ...(maxPods !== undefined && { maxPods }),
  };
}

/** The mode is always written down: the default changes between versions, and runs must compare. */
function proxyConfiguration(mode: string): Document {
  return { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', mode };
}

function registration(plan: Plan, node: PlanNode): Document {
  return {
    name: node.name,
    criSocket,
    imagePullPolicy: 'IfNotPresent',
    imagePullSerial: false,
    kubeletExtraArgs: [{ name: 'node-ip', value: joined(plan, node.address) }],
  };
}

function localEndpoint(plan: Plan, node: PlanNode): Document {
  return { advertiseAddress: `${primary(node.address)}`, bindPort: plan.apiEndpoint.port };
}

/** One value a family, the primary first, as Kubernetes writes dual stack. */
function joined(plan: Plan, values: Readonly<Partial<Record<Family, unknown>>>): string {
  return plan.families.map((family) => `${values[family]}`).join(',');
}
