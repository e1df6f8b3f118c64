import type { Owner } from '../../../state';

/**
 * What kube-proxy, the kubelet and the plug-in portmap leave in a machine's kernel, of which kubeadm reset says that it does
 * not remove it (pkg/proxy/{iptables,ipvs,nftables}, pkg/kubelet/kubelet_network_linux.go; plugins/meta/portmap).
 */
export const kubernetesTraces: Owner = {
  name: 'kubernetes',
  traces: {
    links: /^(kube-ipvs0|nodelocaldns)$/,
    netfilter: {
      chains: /^(KUBE-|CNI-(HOSTPORT|DN|SN)-)/,
      tables: /^ip6? kube-proxy$/,
      sets: /^KUBE-/,
    },
    config: /^$/, // no file has this name
  },
};
