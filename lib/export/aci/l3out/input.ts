/** acc-provision's input for Calico, whose nodes peer by BGP with leaf switches of a floating L3Out. */
import { required } from '../../../base/required';
import { type Address, Cidr, ipv4Of } from '../../../net';
import { type Plan, spareRanges } from '../../../plan';
import type { PlannedTestbed } from '../../../testbed';
import type { OptionValues } from '../../options';
import { placeholder } from '../../placeholder';
import type { l3outOptions } from './options';

type Values = OptionValues<typeof l3outOptions>;

/** The input, as far as its rules look into it. */
export type L3outInput = ReturnType<typeof l3outInput>;

const firstSpare = Cidr.parse('10.3.0.0/24');

/** The input; its entries are acc-provision's. Here subnets are networks. */
export function l3outInput({ spec, plan }: PlannedTestbed, values: Values) {
  const { nodeCidr, gateway } = required(plan.zones[0], 'zone');
  const nodes = ipv4Of(nodeCidr);
  const free = freeAddresses(plan, nodes);
  const onNodes = (address: Address | undefined) => address && `${address}/${nodes.prefix}`;
  const dynamic = values.externDynamic ?? spareRanges(spec, firstSpare, 1)[0];
  const svi = {
    type: 'floating',
    floating_ip: onNodes(free.shift()),
    secondary_ip: onNodes(ipv4Of(gateway)),
  };
  return {
    aci_config: {
      apic_hosts: values.apic,
      vrf: { name: values.vrf, tenant: values.vrfTenant },
      cluster_l3out: {
        aep: values.aep,
        svi: { ...svi, vlan_id: values.sviVlan, mtu: plan.underlayMtu },
        bgp: {
          secret: placeholder('BGP password'),
          peering: { remote_as_number: values.nodeAs, aci_as_number: values.aciAs },
        },
      },
      l3out: { name: values.l3out, external_networks: values.externalNetworks },
    },
    net_config: {
      node_subnet: `${nodes}`,
      pod_subnet: `${ipv4Of(plan.podCidr)}`,
      extern_dynamic: dynamic && `${dynamic}`,
      cluster_svc_subnet: `${ipv4Of(plan.serviceCidr)}`,
    },
    calico_config: { net_config: { block_size: spec.podPrefix } },
    topology: { rack: racks(plan, values, free) },
  };
}

/** The plan's nodes spread over the racks in turn, as over zones. */
function racks({ nodes }: Plan, { leaves, podId }: Values, free: Address[]) {
  return leaves.map((ids, rack) => ({
    id: rack + 1,
    aci_pod_id: podId,
    leaf: ids.map((id) => ({ id, local_ip: free.shift()?.toString() })),
    node: nodes.filter((_, i) => i % leaves.length === rack).map(({ name }) => ({ name })),
  }));
}

/** Most addresses that are looked for: of the floating interface and of more leaves than a fabric has. */
const mostFree = 500;

/** Addresses of the nodes' range behind the gateway that no node has, from the start. */
function freeAddresses({ nodes }: Plan, range: Cidr): Address[] {
  const used = new Set(nodes.map(({ address }) => `${ipv4Of(address)}`));
  const found: Address[] = [];
  for (let place = 2n; place < range.size - 1n && found.length < mostFree; place++)
    if (!used.has(`${range.at(place)}`)) found.push(range.at(place));
  return found;
}
