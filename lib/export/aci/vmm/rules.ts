/** What the input for Cisco's own CNI must keep. acc-provision refuses a name that is none and overlaps of some; no more. */
import { Address, Cidr } from '../../../net';
import type { Rule } from '../../rules';
import { apicNames, isWithin, subnetsApart, vlans } from '../rules';
import { isGateway, rangeAround } from '../subnets';
import { poolSize, type VmmInput } from './input';

const vlanEntries = ['net_config.kubeapi_vlan', 'net_config.service_vlan', 'net_config.infra_vlan'];
const encapEntries = ['aci_config.vmm_domain.vlan_range.start', 'aci_config.vmm_domain.vlan_range.end'];
const groupEntries = ['aci_config.vmm_domain.mcast_range.start', 'aci_config.vmm_domain.mcast_range.end'];
const spareEntries = ['net_config.extern_dynamic', 'net_config.extern_static', 'net_config.node_svc_subnet'];
const subnetEntries = [
  ...spareEntries,
  'net_config.node_subnet',
  'net_config.pod_subnet',
  'net_config.cluster_svc_subnet',
];
const multicast = Cidr.parse('224.0.0.0/4');

/** All of them. */
export const vmmRules: readonly Rule<VmmInput>[] = [
  {
    code: 'aci/system-id',
    of: ['aci_config.system_id'],
    rule: 'the name of the cluster on the fabric must have 2 to 31 letters, digits and _ (for hyphens), a letter first',
    remedy: 'Give the spec another name',
    holds: (name) => /^[A-Za-z][A-Za-z0-9_]{1,30}$/.test(`${name}`),
  },
  apicNames,
  vlans([...vlanEntries, ...encapEntries]),
  {
    code: 'aci/vlans-equal',
    of: vlanEntries,
    rule: 'nodes, service graph and infrastructure must have a VLAN each, outside of those for pods',
    remedy: 'Choose another VLAN for one of them',
    holds: (vlan, { aci_config, net_config }) => {
      const { kubeapi_vlan, service_vlan, infra_vlan } = net_config;
      const { start, end } = aci_config.vmm_domain.vlan_range ?? { start: 0, end: 0 };
      const alone = [kubeapi_vlan, service_vlan, infra_vlan].filter((other) => other === vlan).length === 1;
      return alone && !isWithin(vlan, start, end);
    },
  },
  {
    code: 'aci/encap-type',
    of: ['aci_config.vmm_domain.encap_type'],
    rule: 'it must be vxlan or vlan',
    remedy: 'Use one of these',
    holds: (type) => type === 'vxlan' || type === 'vlan',
  },
  {
    code: 'aci/encap-vlans',
    of: ['aci_config.vmm_domain.vlan_range'],
    rule: 'the first VLAN must not be behind the last',
    remedy: 'Put the lower one first',
    holds: (range) => {
      const { start, end } = range as { start: number; end: number };
      return start <= end;
    },
  },
  {
    code: 'aci/multicast',
    of: groupEntries,
    rule: `multicast groups must be in ${multicast}, the first not behind the last`,
    remedy: 'Use groups such as 225.20.1.1-225.20.255.255',
    holds: (group, { aci_config }) => {
      const { start, end } = aci_config.vmm_domain.mcast_range;
      return (
        isGroup(group) &&
        isGroup(start) &&
        isGroup(end) &&
        Address.parse(start).value <= Address.parse(end).value
      );
    },
  },
  {
    code: 'aci/no-free-range',
    of: spareEntries,
    always: true,
    rule: 'it must have a range, and no private one is free',
    remedy: 'Name a range of your own',
    holds: (subnet) => subnet !== undefined,
  },
  {
    code: 'aci/gateway',
    of: subnetEntries,
    rule: 'it must be written as its gateway, the first address, with a prefix length that leaves room for another',
    remedy: 'Use a range of /30 or shorter',
    holds: isGateway,
  },
  subnetsApart(subnetEntries),
  {
    code: 'aci/chunk-size',
    of: ['net_config.pod_subnet_chunk_size'],
    rule: "a chunk must have an address, and no more than a node's share has for pods",
    remedy: 'Use a shorter podPrefix',
    holds: (size, { net_config }) => {
      const pools = net_config.pod_subnet.map(rangeAround).filter((range) => range?.family === 'ipv4');
      return (
        isWithin(size, 1, Number.MAX_SAFE_INTEGER) &&
        pools.every((pool) => pool && poolSize(pool) >= Number(size))
      );
    },
  },
  {
    code: 'aci/mtu',
    of: ['net_config.interface_mtu'],
    rule: 'it must be a whole number from 1280 to 8900',
    remedy: 'Use an underlayMtu within these',
    holds: (mtu) => isWithin(mtu, 1280, 8900),
  },
];

function isGroup(text: unknown): boolean {
  try {
    return multicast.contains(Address.parse(`${text}`));
  } catch {
    return false;
  }
}
