import { versions } from '../../../base/versions';
import { valuesOf } from '../../../net';
import { sharesOf } from '../../../plan';
import type { PlannedTestbed } from '../../../testbed';
import type { RangeUse } from '../../export';
import type { Flavour } from '../flavour';
import { commonOrigins } from '../options';
import { rangeAround } from '../subnets';
import { type VmmInput, vmmInput } from './input';
import { vmmOptions } from './options';
import { vmmRules } from './rules';

/** The flavour for Cisco's own CNI. */
export const vmmFlavour: Flavour<typeof vmmOptions, VmmInput> = {
  name: `kubernetes-${versions.accProvisionKubernetes}`,
  options: vmmOptions,
  planProblems: () => [],
  input: vmmInput,
  rules: vmmRules,
  origins: {
    ...commonOrigins,
    'aci_config.system_id': 'name',
    'aci_config.vmm_domain.nested_inside.name': 'nestedVmware',
    'aci_config.vmm_domain.vlan_range': 'encapVlans',
    'aci_config.vmm_domain.vlan_range.start': 'encapVlans',
    'aci_config.vmm_domain.vlan_range.end': 'encapVlans',
    'aci_config.vmm_domain.mcast_range.start': 'mcastRange',
    'aci_config.vmm_domain.mcast_range.end': 'mcastRange',
    'net_config.extern_static': 'externStatic',
    'net_config.node_svc_subnet': 'nodeService',
    'net_config.kubeapi_vlan': 'kubeapiVlan',
    'net_config.service_vlan': 'serviceVlan',
    'net_config.infra_vlan': 'infraVlan',
    'net_config.pod_subnet_chunk_size': 'podPrefix',
    'net_config.interface_mtu': 'underlayMtu',
  },
  notes: ({ cni, choice, plan }) => [
    "Not promised: which node gets which range. The controller hands out chunks of the nodes' shares on demand and notes them in the annotation opflex.cisco.com/pod-network-ranges of the Node; Node.spec.podCIDR does not count.",
    ...(plan.families.length > 1
      ? [
          'Not promised either: an IPv6 share for each node. All chunks of IPv6 are of the first share that has room.',
        ]
      : []),
    `Not used: ${cni.name} ${choice.mode.name}, which the spec names. Cisco's own CNI takes its place.`,
    'Must exist on the APIC before: AEP, VRF, L3Out and external EPGs.',
    "The infrastructure VLAN is what the fabric has; the multicast groups must be this cluster's alone on it.",
    'Ranges beside the plan are free as far as the spec knows, and yours to route.',
  ],
  ranges: vmmRanges,
};

function vmmRanges({ plan }: PlannedTestbed, { net_config }: VmmInput): RangeUse[] {
  const use = (what: string, range: unknown, key: string): RangeUse => {
    return { what, range: `${range}`, becomes: `net_config.${key}` };
  };
  return [
    ...plan.zones.flatMap(({ name, nodeCidr }) =>
      valuesOf(nodeCidr).map((range) => use(`nodes of zone ${name}`, range, 'node_subnet')),
    ),
    ...plan.nodes.flatMap((node) =>
      valuesOf(sharesOf(node)).map((range) => use(`pods, share of ${node.name}`, range, 'pod_subnet')),
    ),
    use('Services', plan.serviceCidr.ipv4, 'cluster_svc_subnet'),
    use('beside the plan', rangeAround(net_config.extern_dynamic), 'extern_dynamic'),
    use('beside the plan', rangeAround(net_config.extern_static), 'extern_static'),
    use('beside the plan', rangeAround(net_config.node_svc_subnet), 'node_svc_subnet'),
  ];
}
