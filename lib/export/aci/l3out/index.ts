import { versions } from '../../../base/versions';
import type { PlainProblemCode, Problem } from '../../../plan';
import type { PlannedTestbed } from '../../../testbed';
import type { Flavour } from '../flavour';
import { commonOrigins } from '../options';
import { type L3outInput, l3outInput } from './input';
import { l3outOptions } from './options';
import { l3outRules } from './rules';

/** The flavour for Calico with BGP. */
export const l3outFlavour: Flavour<typeof l3outOptions, L3outInput> = {
  name: `calico-${versions.accProvisionCalico}`,
  serves: { cni: 'calico', mode: 'bgp' },
  options: l3outOptions,
  planProblems,
  input: l3outInput,
  rules: l3outRules,
  origins: {
    ...commonOrigins,
    'aci_config.cluster_l3out.aep': 'aep',
    'aci_config.cluster_l3out.svi.vlan_id': 'sviVlan',
    'aci_config.cluster_l3out.svi.mtu': 'underlayMtu',
    'aci_config.cluster_l3out.bgp.peering.aci_as_number': 'aciAs',
    'aci_config.cluster_l3out.bgp.peering.remote_as_number': 'nodeAs',
    'calico_config.net_config.block_size': 'podPrefix',
    'topology.rack': 'leaves',
  },
  notes: () => [
    "Not promised: which node gets which range. There is one pool, the pod network, and Calico hands out its blocks on demand: they have the size of the plan's shares, and a node may get any of them, and more than one.",
    'Must exist on the APIC before: AEP, VRF, L3Out and external EPGs.',
    'The range for Services is free as far as the spec knows, and yours to route.',
    "The floating interface and the leaves have addresses of the nodes' range that no node of the plan has.",
  ],
  ranges: ({ plan }, { net_config }) => [
    {
      what: `nodes of zone ${plan.zones[0]?.name}`,
      range: net_config.node_subnet,
      becomes: 'net_config.node_subnet',
    },
    { what: 'pods, all shares', range: net_config.pod_subnet, becomes: 'net_config.pod_subnet' },
    { what: 'Services', range: net_config.cluster_svc_subnet, becomes: 'net_config.cluster_svc_subnet' },
    { what: 'beside the plan', range: `${net_config.extern_dynamic}`, becomes: 'net_config.extern_dynamic' },
  ],
};

/** acc-provision takes lists here too, and then goes by their first member alone. */
function planProblems({ plan }: PlannedTestbed): Problem[] {
  const refused = (code: PlainProblemCode, field: string, value: string, rule: string): Problem => {
    return { code, field, value, rule, remedy };
  };
  return [
    ...(plan.zones.length > 1
      ? [refused('aci/one-node-network', 'zones', `${plan.zones.length}`, oneNetwork)]
      : []),
    ...(plan.families.length > 1 ? [refused('aci/ipv4-only', 'ipFamily', '"dual"', ipv4Only)] : []),
  ];
}

const oneNetwork = 'in this flavour the floating interface of the leaves has one range for all nodes';
const ipv4Only = 'in this flavour nodes and pods have IPv4 only';
const remedy = "Use one zone and ipv4, or Cisco's own CNI: any other --cni or --mode";
