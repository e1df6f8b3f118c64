/** What every cluster runs, by Go modules. */
import { goStep } from './go/build';
import { versions } from './versions';

const kubernetes = 'k8s.io/kubernetes';
const [, minor, patch] = versions.kubernetes.split('.');
const component = 'k8s.io/component-base/version';

/** Names of the images' programs. */
const kubernetesPrograms = [
  ...['kubectl', 'kubelet', 'kubeadm', 'kube-proxy'],
  ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'],
];

const pluginFolders = {
  main: ['bridge', 'dummy', 'host-device', 'ipvlan', 'loopback', 'macvlan', 'ptp', 'tap', 'vlan'],
  meta: ['bandwidth', 'firewall', 'portmap', 'sbr', 'tuning', 'vrf'],
  ipam: ['dhcp', 'host-local', 'static'],
};

const plugins = 'github.com/containernetworking/plugins';
const containerd = 'github.com/containerd/containerd/v2';
const criTools = 'sigs.k8s.io/cri-tools';

const plugged = Object.entries(pluginFolders).flatMap(([folder, names]) =>
  names.map((name) => [name, `plugins/${folder}/${name}`] as const),
);

/** The work that compiles them, what takes longest first. */
export const programSteps = {
  kubernetes: goStep({
    name: 'kubernetes',
    module: { path: kubernetes, version: versions.kubernetes },
    into: 'bin',
    programs: Object.fromEntries(kubernetesPrograms.map((name) => [name, `cmd/${name}`])),
    strings: {
      [`${component}.gitVersion`]: versions.kubernetes,
      [`${component}.gitMajor`]: '1',
      [`${component}.gitMinor`]: minor!,
    },
    insideVersion: `v0.${minor}.${patch}`,
  }),
  containerd: goStep({
    name: 'containerd',
    module: { path: containerd, version: versions.containerd },
    into: 'bin',
    programs: Object.fromEntries(
      ['containerd', 'containerd-shim-runc-v2', 'ctr'].map((name) => [name, `cmd/${name}`]),
    ),
    tags: ['no_btrfs', 'no_devmapper', 'no_zfs'], // snapshotters that no node here has
    strings: { [`${containerd}/version.Version`]: versions.containerd },
  }),
  criTools: goStep({
    name: 'cri-tools',
    module: { path: criTools, version: versions.criTools },
    into: 'bin',
    programs: { crictl: 'cmd/crictl' },
    strings: { [`${criTools}/pkg/version.Version`]: versions.criTools },
  }),
  cniPlugins: goStep({
    name: 'cni-plugins',
    module: { path: plugins, version: versions.cniPlugins },
    into: 'cni-plugins',
    programs: Object.fromEntries(plugged),
    strings: { [`${plugins}/pkg/utils/buildversion.BuildVersion`]: versions.cniPlugins },
  }),
  etcd: goStep({
    name: 'etcd',
    module: { path: 'go.etcd.io/etcd/server/v3', version: versions.etcd },
    into: 'bin',
    programs: { etcd: '' },
  }),
  coredns: goStep({
    name: 'coredns',
    module: { path: 'github.com/coredns/coredns', version: versions.coredns },
    into: 'bin',
    programs: { coredns: '' },
  }),
  helm: goStep({
    name: 'helm',
    module: { path: 'helm.sh/helm/v4', version: versions.helm },
    into: 'bin',
    programs: { helm: 'cmd/helm' },
    strings: { 'helm.sh/helm/v4/internal/version.version': versions.helm },
  }),
} as const;
