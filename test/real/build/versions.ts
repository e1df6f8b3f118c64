/** Every version that is built for real clusters in namespaces, one line each. No other file here writes one. */
import { versions as product } from '../../../lib/base/versions';

/** As the modules are tagged. What the product installs is taken from its own list. */
export const versions = {
  kubernetes: `v${product.kubernetes}`,
  /** Of the major version that this Kubernetes asks for, which Debian 13 does not have yet. */
  containerd: 'v2.4.2',
  /** The program `crictl`: the newest that is no newer than the kubelet's minor version. */
  criTools: 'v1.36.0',
  /** The newest patch of the minor version that kubeadm asks for. */
  etcd: 'v3.6.16',
  /** The one that kubeadm asks for: its Corefile is written for it. */
  coredns: 'v1.14.2',
  helm: product.helm,
  cniPlugins: product.cniPlugins,
  flannel: product.flannel,
  /** Of github.com/containernetworking/plugins: the last that has the plug-in `flannel` in it. */
  flannelPlugin: 'v0.9.1',
  /** Of github.com/containernetworking/cni, which that plug-in is compiled with: its own knows no cniVersion 1.0.0. */
  cniLibrary: 'v1.3.0',
  cilium: `v${product.cilium}`,
  /** Of sigs.k8s.io/network-policy-api: what Cilium's go.mod asks for. */
  networkPolicyApi: 'v0.2.0',
  /** Stands in for the commit that Cilium's go.mod names, which is on no proxy: the first release after it. */
  gobgp: 'v4.7.0',
} as const;

/** Go that all of them compile with: Cilium's and Flannel's go.mod ask for the newest. */
export const leastGo = '1.26';

/** Compiler of eBPF programs: what Cilium's runtime image has, images/runtime/Dockerfile. */
export const llvm = '19';
