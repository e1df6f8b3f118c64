/**
 * Flannel on a real cluster. Every flanneld obeys Node.spec.podCIDRs, so the chart needs nothing but the whole pod network.
 * Read in flannel-io/flannel: chart/kube-flannel (values, templates/config.yaml, templates/daemonset.yaml), main.go,
 * pkg/ipmatch/match.go and pkg/backend/{vxlan,wireguard}.
 */

import { required } from '../../base/required';
import { versions } from '../../base/versions';
import { primary } from '../../net';
import type { Plan } from '../../plan';
import type { Announced, Chart, CniChoice, Deployment } from '../cni';
import {
  barePodTraffic,
  everyNodesModules,
  kubeProxyLike,
  privileged,
  readyTimeout,
  settingsOf,
  udp,
  wireguardTraffic,
} from '../common/deployment';
import { networkMtu } from '../common/mtu';
import { masquerades, tunnelPort } from '../common/settings';

interface Backend {
  readonly backend: 'vxlan' | 'host-gw' | 'wireguard';
  /** Plain routes to nodes of the same subnet, the tunnel to the others; VXLAN only. */
  readonly directRouting?: true;
}

const backends: Readonly<Record<string, Backend>> = {
  vxlan: { backend: 'vxlan' },
  'vxlan-direct': { backend: 'vxlan', directRouting: true },
  'host-gw': { backend: 'host-gw' },
  wireguard: { backend: 'wireguard' },
};

const namespace = 'kube-flannel';

const annotation = (name: string) => `flannel.alpha.coreos.com/${name}`;

/** What flanneld writes to its Node (pkg/subnet/kube, annotations.go): the address that the others' tunnels end at. */
function flannelAnnounced(annotations: Readonly<Record<string, string>>): Announced | undefined {
  const [ipv4, ipv6] = [annotations[annotation('public-ip')], annotations[annotation('public-ipv6')]];
  if (ipv4 === undefined && ipv6 === undefined) return undefined;
  const tunnelMac = /"VtepMAC":"([0-9a-f:]{17})"/i.exec(annotations[annotation('backend-data')] ?? '')?.[1];
  const given = ipv4 !== undefined && annotations[annotation('public-ip-overwrite')] === ipv4;
  return {
    address: { ...(ipv4 && { ipv4 }), ...(ipv6 && { ipv6 }) },
    ...(given && { given }),
    ...(tunnelMac && { tunnelMac }),
  };
}

/** Flannel on real clusters. */
export const flannelDeployment: Deployment = {
  kubernetes: {
    ...{ from: '1.17', says: 'for this release and later' },
    source: 'https://github.com/flannel-io/flannel/blob/master/README.md',
  },
  agents: ['kube-flannel-ds', 'kube-flannel'],
  // What every flanneld writes to its Node (pkg/subnet/kube, annotations.go); direct routing does not show there.
  modesOf: (annotations) => {
    const said = annotations[annotation('backend-type')];
    return said === undefined
      ? undefined
      : Object.entries(backends).flatMap(([mode, { backend }]) => (backend === said ? [mode] : []));
  },
  announcedBy: flannelAnnounced,
  enforcesPolicies: false,
  // The `flannel` plug-in delegates to it; port mapping is the chart's second plug-in.
  hostPlugins: ['bridge', 'portmap'],
  chart: (plan, choice): Chart => ({
    repository: 'https://flannel-io.github.io/flannel/',
    name: 'flannel',
    version: versions.flannel,
    namespace,
    namespaceLabels: privileged,
    values: flannelValues(plan, choice),
    crds: [],
    manifests: [],
    // The pods answer "ready" when the node's routes and rules exist (healthz server, /readyz).
    ready: [['--namespace', namespace, 'rollout', 'status', 'daemonset/kube-flannel-ds', readyTimeout]],
  }),
  nodeTraffic: (plan, choice) => {
    const { backend, directRouting } = settingsOf(backends, choice, 'flannel');
    return [
      ...(backend === 'vxlan' ? [udp(tunnelPort(plan, choice.mode), 'VXLAN between pods')] : []),
      ...(backend === 'wireguard' ? wireguardTraffic(plan.families) : []),
      ...(backend === 'host-gw' || directRouting ? [barePodTraffic] : []),
    ];
  },
  kubeadm: kubeProxyLike,
  // flanneld's container is not privileged and can load none, and it exits without br_netfilter's sysctl (main.go).
  kernelModules: (choice) => {
    const { backend } = settingsOf(backends, choice, 'flannel');
    return [...everyNodesModules, ...(backend === 'host-gw' ? [] : [backend])];
  },
};

/**
 * No `mtu` where the spec asks for none: each node reads its interface's (9001 on EC2) and subtracts what the backend adds,
 * as it does of the setting. No `backendPort` of its own: the chart's comment gives 51821 for WireGuard, the code listens on
 * 51820. No `tunnelMode`: the template writes it without quotes, and flanneld dies of the invalid JSON.
 */
function flannelValues(plan: Plan, choice: CniChoice): Chart['values'] {
  const { cniSettings } = plan;
  return {
    podCidr: `${plan.podCidr.ipv4 ?? ''}`,
    podCidrv6: `${plan.podCidr.ipv6 ?? ''}`,
    flannel: {
      ...settingsOf(backends, choice, 'flannel'),
      ...(cniSettings?.tunnelPort !== undefined && { backendPort: cniSettings.tunnelPort }),
      ...(cniSettings?.podMtu !== undefined && {
        mtu: networkMtu(plan, required(plan.nodes[0], 'node'), choice.mode),
      }),
      enableNFTables: choice.dataPlane === 'nftables',
      // The list replaces the chart's, whose two flags must stay: masquerade, and shares read from the Node objects.
      args: [...(masquerades(plan) ? ['--ip-masq'] : []), '--kube-subnet-mgr', iface(plan)],
    },
  };
}

/** The card that the spec names; where it names none, the one that leads to the node network. */
const iface = (plan: Plan): string =>
  plan.nodeCard === undefined ? towardsTheNodes(plan) : `--iface=${plan.nodeCard}`;

/**
 * The interface by what it is for, not by its name: the one that leads to the node network, wherever it is and whatever
 * the default route does (a virtual machine's often leaves by a NAT interface, where all nodes have one address). The
 * subnet's router is asked for and no node, since a node finds itself on `lo`. Only the route is looked up: nothing is
 * sent. Without any flag a dual-stack node also has to have an IPv6 default route on the same interface (match.go).
 */
function towardsTheNodes(plan: Plan): string {
  const router = primary(required(plan.zones[0], 'zone').gateway);
  return `--iface-can-reach=${router}`;
}
