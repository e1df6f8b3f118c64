/** kubeadm's configuration for a node, from the product's own kind.yaml: as kind itself makes it, with the plan's addresses. */
import { parse, stringify } from 'yaml';
import type { Plan, PlanNode } from '../../../lib/plan';
import { cgroupOf } from './cgroups';

/** What of kind.yaml says how Kubernetes is set up; the rest is checked to be as we make it. */
export interface KindConfig {
  readonly name: string;
  readonly networking: {
    readonly podSubnet: string;
    readonly serviceSubnet: string;
    readonly kubeProxyMode: string;
  };
  readonly nodes: readonly { readonly role: string; readonly labels?: Readonly<Record<string, string>> }[];
  readonly kubeadmConfigPatches?: readonly string[];
}

/** A node as kind names it, with its place in the plan. */
export interface ClusterNode {
  readonly name: string;
  readonly planned: PlanNode;
  readonly labels: Readonly<Record<string, string>>;
}

const token = 'abcdef.0123456789abcdef'; // a bootstrap token of a cluster that nobody else reaches

/** Documents for `kubeadm init` on the first control plane, or `kubeadm join` on a worker. */
export function kubeadmConfig(
  kind: KindConfig,
  plan: Plan,
  node: ClusterNode,
  kubernetesVersion: string,
): string {
  const endpoint = `${plan.apiEndpoint.address}:${plan.apiEndpoint.port}`;
  const documents =
    node.planned.role === 'control-plane'
      ? [
          initConfiguration(plan, node),
          clusterConfiguration(kind, endpoint, kubernetesVersion),
          kubeletConfiguration(plan),
          kubeProxyConfiguration(kind),
        ]
      : [joinConfiguration(plan, node, endpoint)];
  return documents.map((document) => stringify(document)).join('---\n');
}

/** Whether the product asked for kube-proxy. */
export const hasKubeProxy = ({ networking }: KindConfig): boolean => networking.kubeProxyMode !== 'none';

const apiVersion = 'kubeadm.k8s.io/v1beta4';

function initConfiguration(plan: Plan, node: ClusterNode): object {
  const { address, port } = plan.apiEndpoint;
  return {
    apiVersion,
    kind: 'InitConfiguration',
    bootstrapTokens: [{ token }],
    localAPIEndpoint: { advertiseAddress: `${address}`, bindPort: port },
    nodeRegistration: registration(plan, node),
  };
}

function joinConfiguration(plan: Plan, node: ClusterNode, apiServerEndpoint: string): object {
  return {
    apiVersion,
    kind: 'JoinConfiguration',
    discovery: { bootstrapToken: { token, apiServerEndpoint, unsafeSkipCAVerification: true } },
    nodeRegistration: registration(plan, node),
  };
}

function registration({ families }: Plan, { name, planned, labels }: ClusterNode): object {
  const addresses = families.map((family) => `${planned.address[family]}`).join(',');
  const nodeLabels = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return {
    name,
    criSocket: 'unix:///run/containerd/containerd.sock',
    kubeletExtraArgs: [
      { name: 'node-ip', value: addresses },
      { name: 'node-labels', value: nodeLabels.join(',') },
      { name: 'cgroup-root', value: cgroupOf(name) },
    ],
  };
}

function clusterConfiguration(kind: KindConfig, endpoint: string, kubernetesVersion: string): object {
  return {
    apiVersion,
    kind: 'ClusterConfiguration',
    clusterName: kind.name,
    kubernetesVersion,
    controlPlaneEndpoint: endpoint,
    networking: { podSubnet: kind.networking.podSubnet, serviceSubnet: kind.networking.serviceSubnet },
    controllerManager: { extraArgs: controllerManagerArguments(kind) },
  };
}

/** kind's patches are written for an older version, in which arguments were a map. */
function controllerManagerArguments({ kubeadmConfigPatches = [] }: KindConfig): object[] {
  return kubeadmConfigPatches.flatMap((text) => {
    const { kind, controllerManager, ...rest } = parse(text);
    if (kind !== 'ClusterConfiguration' || Object.keys(rest).length > 0)
      throw new Error(`kind.yaml has a patch that is not made here: ${text}`);
    return Object.entries(controllerManager.extraArgs).map(([name, value]) => ({ name, value }));
  });
}

/** Limits of disk and swap are off, as in kind: nodes share the machine's. */
function kubeletConfiguration({ dnsService, families }: Plan): object {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    cgroupDriver: 'cgroupfs',
    clusterDNS: families.slice(0, 1).map((family) => `${dnsService[family]}`),
    failSwapOn: false,
    failCgroupV1: false, // nodes have what the machine has
    imageGCHighThresholdPercent: 100,
    evictionHard: { 'nodefs.available': '0%', 'nodefs.inodesFree': '0%', 'imagefs.available': '0%' },
  };
}

/** Nodes cannot set what the whole machine has one of: the size of the connection table. */
function kubeProxyConfiguration(kind: KindConfig): object {
  return {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: hasKubeProxy(kind) ? kind.networking.kubeProxyMode : 'iptables',
    conntrack: { maxPerCore: 0 },
  };
}
