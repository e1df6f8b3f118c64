/**
 * What Flannel can do. Read in its repository at the pinned version: README.md, Documentation, the chart and pkg/backend.
 * What it says nothing of it does not have: it carries packets between nodes, and leaves the rest to others.
 */
import { versions } from '../../base/versions';
import { type Capabilities, type Cell, type CellMaker, cellMaker, type KernelCell } from '../capabilities';
import type { CniChoice } from '../cni';
import { kubeProxyNftables } from '../common/kernel-floors';

const { yes, partly, no, kernel, unverified }: CellMaker = cellMaker(
  versions.flannel,
  (page) => `https://github.com/flannel-io/flannel/blob/${versions.flannel}/${page}`,
);

const backends = 'Documentation/backends.md';
const configuration = 'Documentation/configuration.md';
const policyPage = 'Documentation/netpol.md';
const onlyCarries = no('README.md', 'it carries packets between nodes and leaves the rest to others');

/** A cell for every capability. */
export function flannelCapabilities(choice: CniChoice): Capabilities {
  return {
    ...policies,
    ...networks(choice),
    encryption:
      choice.mode.name === 'wireguard'
        ? yes(backends, { note: "packets to another node's pods; those to nodes are not" })
        : no(backends, 'its mode wireguard encrypts'),
    ipsec: no(backends, 'an experimental backend exists, which the chart does not offer'),
    'kube-proxy-replacement': onlyCarries,
    'flow-logs': onlyCarries,
    'egress-gateway': onlyCarries,
    bgp: no(backends, 'no backend speaks it'),
    'load-balancer': onlyCarries,
    'multi-cluster': onlyCarries,
    windows: windows(choice),
    managed: unverified('no provider that offers it was found'),
    kernel: oldestKernel(choice),
  };
}

const byOtherAgent = unverified(
  'Flannel has none; what the policy agent of its chart can do beyond NetworkPolicy was not tried',
);

const policies = {
  policies: partly(policyPage, 'a second agent that its chart brings enforces them: kube-network-policies', {
    since: 'v0.25.5',
    setting: 'netpol.enabled=true',
  }),
  'cluster-policies': byOtherAgent,
  'host-policies': onlyCarries,
  'host-network-peers': byOtherAgent,
  'l7-policies': onlyCarries,
  'fqdn-policies': byOtherAgent,
} satisfies Partial<Capabilities>;

function networks({ mode }: CniChoice) {
  return {
    'dual-stack': yes(configuration),
    'ipv6-only': yes(configuration),
    zones:
      mode.name === 'host-gw'
        ? no(backends, 'all nodes must be in one subnet: its routes name the other node as next hop')
        : yes(backends),
    'un-encapsulated': {
      never: no(backends, 'every packet between nodes is in a tunnel'),
      'same-subnet': partly(backends, 'inside a subnet; between subnets in VXLAN'),
      always: yes(backends, { note: 'in one subnet; a cloud must not check source and destination' }),
    }[mode.barePods],
  } satisfies Partial<Capabilities>;
}

const windowsCells: Readonly<Record<string, Cell>> = {
  vxlan: partly(backends, 'VNI from 4096 and port 4789 on all nodes; the chart installs Linux nodes only'),
  'vxlan-direct': no(backends, 'directRouting is not supported on Windows'),
  'host-gw': partly(
    'pkg/backend/hostgw/hostgw_windows.go',
    'flanneld has the backend; the chart installs Linux nodes only',
  ),
};

function windows({ mode }: CniChoice): Cell {
  return (
    windowsCells[mode.name] ??
    no('pkg/backend/wireguard/wireguard_windows.go', 'the backend is empty on Windows')
  );
}

/** Flannel names a kernel where a part needs one, and none for the whole. */
function oldestKernel({ mode, dataPlane }: CniChoice): KernelCell {
  if (dataPlane === 'nftables') return kernel(...kubeProxyNftables);
  if (mode.name === 'wireguard') return kernel('5.6', backends, 'older ones need a module of their own');
  if (mode.name === 'host-gw') return unverified('Flannel names no kernel for it');
  return kernel('3.12', configuration, 'for IPv6 in VXLAN; Flannel names none for IPv4');
}
