/** kube-proxy translates with what the CNI filters with; its nftables mode names a kernel: version, page, and why. */
export const kubeProxyNftables = [
  '5.13',
  'https://kubernetes.io/docs/reference/node/kernel-version-requirements',
  "kube-proxy's nftables mode does",
] as const;
