/**
 * Every version that a real cluster gets, one line each, with where it was read. No other file writes one.
 * They go together: Calico 3.33 supports Kubernetes 1.35 to 1.37, but 1.37 is newer than Cilium 1.20 and than
 * containerd's table of what supports what. Change one, and check the others' support tables.
 */
export const versions = {
  /** kubernetes-sigs/kubespray, roles/kubespray_defaults/vars/main/checksums.yml, August 2026. */
  kubernetes: '1.36.4',
  /** What follows Kubernetes' version in the packages of pkgs.k8s.io: image-builder, images/capi/packer/config/kubernetes.json. */
  kubernetesPackageRevision: '1.1',
  /** flannel-io/flannel, chart/kube-flannel/Chart.yaml, 7 August 2026. */
  flannel: 'v0.28.9',
  /** docs.tigera.io and its release page, 1 October 2026; values checked in projectcalico/calico charts/ of 22 August 2026. */
  calico: 'v3.33.0',
  /** Image seen running with its digest in public reports; values checked in the chart 1.20.0 of cilium/charts. */
  cilium: '1.20.2',
  /** helm/helm release tag, 13 August 2026. */
  helm: 'v4.2.4',
  /** containernetworking/plugins release tag; kubernetes-sigs/kind images/base/Dockerfile, August 2026. */
  cniPlugins: 'v1.9.1',
  /** containerd docs/cri/config.md: the default of containerd 2.x. */
  pause: '3.10.2',
  /** Of the image docker.io/library/node, in which the probes run: nodejs/docker-node 24/alpine3.22/Dockerfile, pull request 2515, 2026. */
  node: '24.16.0',
  /**
   * Of the image docker.io/nicolaka/netshoot, in which captures are taken and iperf3 runs: its Dockerfile has iproute2, nftables,
   * iptables, ipset, util-linux and iperf3 on Alpine. With its digest, as it runs with rights over the nodes' network.
   */
  netshoot: 'v0.14@sha256:7f08c4aff13ff61a35d30e30c5c1ea8396eac6ab4ce19fd02d5a4b3b5d0d09a2',
  /** Cisco's acc-provision on PyPI, August 2026: what the export for ACI is tried with. */
  accProvision: '6.1.1.7',
  /** vmware/nsx-container-plugin-operator, VERSION, July 2026: what the export for NSX-T is written for. */
  ncpOperator: 'v9.2.0',
  /** Kubernetes, in the name of its newest flavour for Cisco's own CNI: `acc-provision --list-flavors`. */
  accProvisionKubernetes: '1.36',
  /** Calico, in the name of its flavour for that, likewise. */
  accProvisionCalico: '3.26.3',
} as const;

/** SHA-256 of the pinned Helm's archives for Linux, as its release page lists them. */
export const helmSha256 = {
  amd64: 'c306b46f719b0a4da32d0f78ee21bf90ce8d602f15b22ab753f0674d1670a7f3',
  arm64: '564de2191b881e9f71b5606b25345821ea1682f06ab90499d3ab22b530176da1',
} as const;

/** Version of Kubernetes' Debian packages. */
export const kubernetesPackage = `${versions.kubernetes}-${versions.kubernetesPackageRevision}`;
