/**
 * Calico's operator and the one object that says what it builds. Read in projectcalico/calico charts/tigera-operator
 * and in tigera/operator: api/v1/installation_types.go, pkg/controller/{installation,ippool}.
 */

import { versions } from '../../base/versions';
import type { Plan } from '../../plan';
import type { Chart, CniChoice, DataPlane } from '../cni';
import { privileged, readyTimeout } from '../common/deployment';
import { type CalicoSettings, calicoSettings } from './encapsulation';
import { poolLine, poolObject, poolsOf } from './pools';

const repository = 'https://docs.tigera.io/calico/charts';

const linuxDataplane: Readonly<Record<DataPlane, string>> = {
  iptables: 'Iptables',
  nftables: 'Nftables',
  ebpf: 'BPF',
};

/**
 * The card that the spec names, by a pattern as Calico takes it; else kubelet's own address of the node: the plan's. Calico's
 * default is the first interface that looks like one.
 */
const plannedAddress = ({ nodeCard }: Plan): object =>
  nodeCard === undefined
    ? { kubernetes: 'NodeInternalIP' }
    : { interface: `^${nodeCard.replaceAll('.', '\\.')}$` };

/** The chart of Calico's operator, with the values that keep the plan. */
export function calicoChart(plan: Plan, choice: CniChoice): Chart {
  const settings = calicoSettings(choice);
  const pools = poolsOf(plan, settings.encapsulation);
  return {
    repository,
    name: 'tigera-operator',
    version: versions.calico,
    namespace: 'tigera-operator',
    namespaceLabels: privileged,
    values: calicoValues(plan, choice, settings),
    // Since 3.32 the operator's chart holds no definitions; some are too large for a client-side apply (its README).
    crds: [{ repository, name: 'crd.projectcalico.org.v1', version: versions.calico }],
    manifests: pools.map(poolObject),
    fixed: pools.map(poolLine), // without Calico's API server the operator refuses to change any (pkg/controller/ippool)
    ready: readyCommands(),
  };
}

function calicoValues(plan: Plan, choice: CniChoice, settings: CalicoSettings): Chart['values'] {
  return {
    installation: {
      cni: { type: 'Calico', ipam: { type: 'Calico' } },
      calicoNetwork: calicoNetwork(plan, choice, settings),
      // No CSI driver: nothing here mounts volumes of it, and each node would pull its image.
      kubeletVolumePluginPath: 'None',
    },
    // Nothing here speaks projectcalico.org/v3, and an aggregated API that fails with the network hides why it failed.
    apiServer: { enabled: false },
    goldmane: { enabled: false },
    whisker: { enabled: false },
    ...felixConfiguration(plan, settings),
    ...(choice.dataPlane === 'ebpf' && { kubernetesServiceEndpoint: apiServerEndpoint(plan) }),
  };
}

/**
 * No `mtu` where the spec asks for none: it is the pods' MTU as it stands, for every encapsulation alike; left out, each node
 * subtracts from its own interface's. No `clusterRoutingMode`: what BIRD programs and what Felix does is left to Calico's defaults.
 */
function calicoNetwork(plan: Plan, choice: CniChoice, { bgp }: CalicoSettings): object {
  return {
    bgp: bgp ? 'Enabled' : 'Disabled',
    linuxDataplane: linuxDataplane[choice.dataPlane],
    // The eBPF data plane asks for it of each family that has pools (operator validation.go).
    ...(plan.families.includes('ipv4') && { nodeAddressAutodetectionV4: plannedAddress(plan) }),
    ...(plan.families.includes('ipv6') && { nodeAddressAutodetectionV6: plannedAddress(plan) }),
    ...(plan.cniSettings?.podMtu !== undefined && { mtu: plan.cniSettings.podMtu }),
    ipPools: [], // unlike none, this means: make none, wait for those that there will be
  };
}

/** WireGuard's IPv6 has a switch of its own. */
function felixConfiguration(plan: Plan, { wireguard }: CalicoSettings): Readonly<Record<string, unknown>> {
  const tunnelPort = plan.cniSettings?.tunnelPort;
  if (!wireguard && tunnelPort === undefined) return {};
  return {
    defaultFelixConfiguration: {
      enabled: true,
      ...(tunnelPort !== undefined && { vxlanPort: tunnelPort }),
      ...(wireguard && { wireguardEnabled: true }),
      ...(wireguard && plan.families.includes('ipv6') && { wireguardEnabledV6: true }),
    },
  };
}

/**
 * The API server past the Service, which nothing serves yet where kube-proxy is off. `bpfNetworkBootstrap` would find it
 * out, but it excludes this (operator utils/bpf.go), and the operator itself needs the address before it can ask.
 */
function apiServerEndpoint({ apiEndpoint }: Plan): object {
  return { host: `${apiEndpoint.address}`, port: `${apiEndpoint.port}` };
}

/** The operator creates its status objects some time after the chart is installed: wait for them to exist first. */
function readyCommands(): string[][] {
  return [
    ...['tigerastatus/ippools', 'tigerastatus/calico'].flatMap((status) => [
      ['wait', '--for=create', status, readyTimeout],
      ['wait', '--for=condition=Available', status, readyTimeout],
    ]),
    ['--namespace', 'calico-system', 'rollout', 'status', 'daemonset/calico-node', readyTimeout],
  ];
}
