import { addressesOption, nameOption, numberOption, numbersOption, rangeOption } from '../../option-kinds';
import { commonOptions } from '../options';

/** Options of the flavour for Cisco's own CNI. The defaults are those of acc-provision's sample. */
export const vmmOptions = {
  ...commonOptions,
  kubeapiVlan: numberOption({ takes: '<vlan>', about: 'VLAN of the nodes', otherwise: '4001' }),
  serviceVlan: numberOption({ takes: '<vlan>', about: 'VLAN of the service graph', otherwise: '4003' }),
  infraVlan: numberOption({ takes: '<vlan>', about: "the fabric's infrastructure VLAN", otherwise: '4093' }),
  mcastRange: addressesOption({
    takes: '<first-last>',
    about: "multicast groups, this cluster's alone on the fabric",
    otherwise: '225.20.1.1-225.20.255.255',
  }),
  encapVlans: numbersOption({
    takes: '<first-last>',
    about: 'VLANs for pods in place of VXLAN',
    absent: 'VXLAN',
  }),
  nestedVmware: nameOption({
    takes: '<VMM domain>',
    about: 'VMware domain that the nodes are machines in',
    absent: 'none',
  }),
  externStatic: rangeOption({
    takes: '<range>',
    about: 'chosen addresses of Services',
    absent: 'a free range beside the plan',
  }),
  nodeService: rangeOption({
    takes: '<range>',
    about: 'addresses of the service graph',
    absent: 'a free range beside the plan',
  }),
};
