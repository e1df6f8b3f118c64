/** Inputs of acc-provision that our rules refuse, one entry changed in each. */

import { parse } from 'yaml';
import type { L3outInput } from '../../../lib/export/aci/l3out/input';
import type { VmmInput } from '../../../lib/export/aci/vmm/input';
import { prepared } from '../prepared';

/** An entry with a value that is wrong. */
export interface WrongEntry {
  readonly code: string;
  readonly entry: string;
  readonly value: unknown;
  /** Whether acc-provision refuses it too. @default it accepts it */
  readonly theirs?: true;
}

/** Everything that exists on some fabric. */
export const named = {
  apic: '10.1.1.101',
  aep: 'kube-cluster',
  vrf: 'testbed-vrf',
  l3out: 'testbed_l3out',
  externalNetworks: 'testbed_extepg',
};

/** The input as a file has it. */
export const vmmText = (): string => prepared('aci', {}, named).files()['acc-provision.yaml']!;
export const vmmInput = (): VmmInput => parse(vmmText());

/** Likewise with an L3Out. */
export const routed = { ...named, sviVlan: '13', leaves: '101,102/103', aciAs: '65002' };
export const l3outText = (): string =>
  prepared('aci', { cni: 'calico', mode: 'bgp' }, routed).files()['acc-provision.yaml']!;
export const l3outInput = (): L3outInput => parse(l3outText());

const domain = 'aci_config.vmm_domain';

/** Of the flavour for Cisco's own CNI. */
export const wrongInVmm: readonly WrongEntry[] = [
  { code: 'aci/system-id', entry: 'aci_config.system_id', value: 'test-bed', theirs: true },
  { code: 'aci/system-id', entry: 'aci_config.system_id', value: 'a'.repeat(32), theirs: true },
  { code: 'aci/name', entry: 'aci_config.aep', value: 'kube cluster' },
  { code: 'aci/name', entry: 'aci_config.vrf.name', value: 'v'.repeat(65) },
  { code: 'aci/name', entry: 'aci_config.l3out.external_networks', value: ['good', "o'ne"] },
  { code: 'aci/vlan', entry: 'net_config.kubeapi_vlan', value: 5001 },
  { code: 'aci/vlan', entry: 'net_config.infra_vlan', value: 'none' },
  { code: 'aci/vlans-equal', entry: 'net_config.service_vlan', value: 4001 },
  { code: 'aci/encap-type', entry: `${domain}.encap_type`, value: 'geneve' },
  {
    code: 'aci/encap-vlans',
    entry: domain,
    value: { ...vmmInput().aci_config.vmm_domain, encap_type: 'vlan', vlan_range: { start: 200, end: 100 } },
  },
  {
    code: 'aci/vlans-equal',
    entry: domain,
    value: {
      ...vmmInput().aci_config.vmm_domain,
      encap_type: 'vlan',
      vlan_range: { start: 4000, end: 4010 },
    },
  },
  { code: 'aci/multicast', entry: `${domain}.mcast_range`, value: { start: '10.1.1.1', end: '10.1.1.9' } },
  { code: 'aci/multicast', entry: `${domain}.mcast_range`, value: { start: '225.2.2.2', end: '225.1.1.1' } },
  { code: 'aci/gateway', entry: 'net_config.extern_dynamic', value: '10.3.0.0/24' },
  { code: 'aci/gateway', entry: 'net_config.node_subnet', value: ['192.168.1.0/24'] },
  { code: 'aci/gateway', entry: 'net_config.pod_subnet', value: ['10.244.0.0/24'] },
  { code: 'aci/gateway', entry: 'net_config.cluster_svc_subnet', value: '10.96.0.1/33' },
  { code: 'aci/overlap', entry: 'net_config.cluster_svc_subnet', value: '10.244.0.1/16' },
  { code: 'aci/overlap', entry: 'net_config.extern_static', value: '10.3.0.1/24', theirs: true },
  { code: 'aci/no-free-range', entry: 'net_config.extern_dynamic', value: undefined, theirs: true },
  { code: 'aci/chunk-size', entry: 'net_config.pod_subnet_chunk_size', value: 'many' },
  { code: 'aci/chunk-size', entry: 'net_config.pod_subnet_chunk_size', value: 256 },
  { code: 'aci/mtu', entry: 'net_config.interface_mtu', value: 1000, theirs: true },
];

const l3out = 'aci_config.cluster_l3out';
const [rack] = l3outInput().topology.rack;

/** Of the flavour with an L3Out. */
export const wrongInL3out: readonly WrongEntry[] = [
  { code: 'aci/name', entry: `${l3out}.aep`, value: 'kube cluster' },
  { code: 'aci/vlan', entry: `${l3out}.svi.vlan_id`, value: 4095 },
  { code: 'aci/mtu', entry: `${l3out}.svi.mtu`, value: 9300, theirs: true },
  { code: 'aci/as-number', entry: `${l3out}.bgp.peering.aci_as_number`, value: 64512 },
  { code: 'aci/as-number', entry: `${l3out}.bgp.peering.remote_as_number`, value: 2 ** 32 },
  { code: 'aci/network', entry: 'net_config.pod_subnet', value: '10.244.0.1/16' },
  { code: 'aci/overlap', entry: 'net_config.cluster_svc_subnet', value: '10.244.0.0/16', theirs: true },
  { code: 'aci/no-free-range', entry: 'net_config.extern_dynamic', value: undefined, theirs: true },
  { code: 'aci/block-size', entry: 'calico_config.net_config.block_size', value: 19 },
  {
    code: 'aci/leaf',
    entry: 'topology.rack',
    value: [{ ...rack, leaf: [{ id: 5, local_ip: '192.168.1.3' }] }],
  },
  { code: 'aci/leaf', entry: 'topology.rack', value: [rack, rack] },
  { code: 'aci/empty-rack', entry: 'topology.rack', value: [{ ...rack, node: [] }] },
];
