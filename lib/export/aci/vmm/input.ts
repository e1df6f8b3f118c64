/** acc-provision's input for Cisco's own CNI, where the cluster is a VMM domain of the fabric. */
import { largest, smallest } from '../../../base/lists';
import { Cidr, type Family, inFamily, valuesOf } from '../../../net';
import { type Plan, shareOf, spareRanges } from '../../../plan';
import type { PlannedTestbed } from '../../../testbed';
import type { OptionValues } from '../../options';
import { gatewayForm } from '../subnets';
import type { vmmOptions } from './options';

type Values = OptionValues<typeof vmmOptions>;

/** The input, as far as its rules look into it. */
export type VmmInput = ReturnType<typeof vmmInput>;

/** First of the ranges that are looked at for what the plan has none for, as in acc-provision's sample. */
const firstSpare = Cidr.parse('10.3.0.0/24');

/** Addresses of a pool that no pod gets: acc-provision leaves out the network's, the gateway's and the last. */
const notForPods = 3;

/** Links that carry the fabric's own header and a whole packet of 1,500 bytes; below, the agent goes by the link. */
const roomyMtu = 1600;
/** What acc-provision takes at most. */
const mostMtu = 8900;

/** The input; its entries are acc-provision's. */
export function vmmInput(cluster: PlannedTestbed, values: Values) {
  const { plan } = cluster;
  return {
    aci_config: {
      system_id: plan.name.replaceAll('-', '_'),
      apic_hosts: values.apic,
      vmm_domain: vmmDomain(values),
      aep: values.aep,
      vrf: { name: values.vrf, tenant: values.vrfTenant },
      l3out: { name: values.l3out, external_networks: values.externalNetworks },
    },
    net_config: {
      node_subnet: plan.zones.flatMap(({ nodeCidr }) => valuesOf(nodeCidr).map(gatewayForm)),
      pod_subnet: plan.families.flatMap((family) => shares(plan, family).map(gatewayForm)),
      ...besideThePlan(cluster, values),
      cluster_svc_subnet: gatewayForm(inFamily(plan.serviceCidr, 'ipv4')),
      kubeapi_vlan: values.kubeapiVlan,
      service_vlan: values.serviceVlan,
      infra_vlan: values.infraVlan,
      pod_subnet_chunk_size: chunkSize(plan),
      ...(plan.underlayMtu >= roomyMtu && { interface_mtu: smallest([plan.underlayMtu, mostMtu]) }),
    },
  };
}

function vmmDomain({ encapVlans, mcastRange: [start, end], nestedVmware }: Values) {
  return {
    encap_type: encapVlans ? 'vlan' : 'vxlan',
    ...(encapVlans && { vlan_range: { start: encapVlans[0], end: encapVlans[1] } }),
    mcast_range: { start: `${start}`, end: `${end}` },
    ...(nestedVmware !== undefined && { nested_inside: { type: 'vmware', name: nestedVmware } }),
  };
}

/** What was given, and free ranges for the rest. */
function besideThePlan({ spec }: PlannedTestbed, { externDynamic, externStatic, nodeService }: Values) {
  const given = [externDynamic, externStatic, nodeService];
  const chosen = given.filter((range) => range !== undefined);
  const spare = spareRanges(spec, firstSpare, given.length - chosen.length, chosen);
  const [dynamic, fixed, service] = given.map((range) => range ?? spare.shift());
  return {
    extern_dynamic: dynamic && gatewayForm(dynamic),
    extern_static: fixed && gatewayForm(fixed),
    node_svc_subnet: service && gatewayForm(service),
  };
}

function shares({ nodes }: Plan, family: Family): Cidr[] {
  return nodes.map((node) => shareOf(node, family));
}

/**
 * A node asks for a chunk of so many addresses, and the controller fills it from one pool after another: one that is larger
 * than a pool takes a part of the next node's share, and leaves none to the last node.
 */
export function poolSize(share: Cidr): number {
  return largest([Number(share.size) - notForPods, 0]);
}

function chunkSize(plan: Plan): number {
  return smallest(shares(plan, 'ipv4').map(poolSize));
}
