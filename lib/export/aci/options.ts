import { hostsOption, nameOption, namesOption, rangeOption } from '../option-kinds';

/** What every flavour of acc-provision takes: objects that exist on the APIC, and a range for Services. */
export const commonOptions = {
  apic: hostsOption({ takes: '<APIC hosts>', about: 'controllers of the fabric, with commas between' }),
  aep: nameOption({ takes: '<AEP>', about: "attachable entity profile of the nodes' ports; must exist" }),
  vrf: nameOption({ takes: '<VRF>', about: 'VRF of the cluster; must exist' }),
  vrfTenant: nameOption({ takes: '<tenant>', about: 'tenant of the VRF', otherwise: 'common' }),
  l3out: nameOption({ takes: '<L3Out>', about: 'L3Out that leads outside; must exist' }),
  externalNetworks: namesOption({
    takes: '<external EPGs>',
    about: 'external EPGs of the L3Out, with commas between; must exist',
  }),
  externDynamic: rangeOption({
    takes: '<range>',
    about: 'addresses of Services of type LoadBalancer',
    absent: 'a free range beside the plan',
  }),
};

/** From entries of acc-provision's input to the options and fields that they are made from. */
export const commonOrigins = {
  'aci_config.apic_hosts': 'apic',
  'aci_config.aep': 'aep',
  'aci_config.vrf.name': 'vrf',
  'aci_config.vrf.tenant': 'vrfTenant',
  'aci_config.l3out.name': 'l3out',
  'aci_config.l3out.external_networks': 'externalNetworks',
  'net_config.node_subnet': 'zones',
  'net_config.pod_subnet': 'podCidr',
  'net_config.extern_dynamic': 'externDynamic',
  'net_config.cluster_svc_subnet': 'serviceCidr',
};
