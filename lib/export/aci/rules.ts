/** Rules that every flavour has. acc-provision itself asks of most entries only that there is something. */
import type { Rule } from '../rules';
import { isApart } from './subnets';

/** Names as the APIC takes them. */
export const apicNames: Rule<object> = {
  code: 'aci/name',
  of: [
    'aci_config.aep',
    'aci_config.cluster_l3out.aep',
    'aci_config.vrf.name',
    'aci_config.vrf.tenant',
    'aci_config.l3out.name',
    'aci_config.l3out.external_networks',
    'aci_config.vmm_domain.nested_inside.name',
  ],
  rule: 'it must be a name of the APIC: 1 to 64 letters, digits and the signs _ . : -',
  remedy: 'Use the name as the APIC has it',
  holds: (name) => /^[A-Za-z0-9_.:-]{1,64}$/.test(`${name}`),
};

/** Whole numbers within limits. */
export const isWithin = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

/** VLAN ids. */
export const vlans = (of: readonly string[]): Rule<object> => ({
  code: 'aci/vlan',
  of,
  rule: 'a VLAN must be a whole number from 1 to 4094',
  remedy: 'Choose a VLAN that the fabric has free',
  holds: (vlan) => isWithin(vlan, 1, 4094),
});

/** Ranges beside one another. */
export const subnetsApart = (of: readonly string[]): Rule<object> => ({
  code: 'aci/overlap',
  of,
  rule: 'it must overlap no other range of the export or the plan',
  remedy: 'Choose a range that is free, or leave it out: a free one is found',
  holds: (subnet, document) => isApart(subnet, document, of),
});
