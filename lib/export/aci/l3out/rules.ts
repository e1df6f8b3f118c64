/** What the input for Calico must keep; acc-provision asks only that most of it is there. */
import type { Rule } from '../../rules';
import { apicNames, isWithin, subnetsApart, vlans } from '../rules';
import { isNetwork } from '../subnets';
import type { L3outInput } from './input';

const subnets = ['extern_dynamic', 'node_subnet', 'pod_subnet', 'cluster_svc_subnet'].map(
  (key) => `net_config.${key}`,
);
const peering = 'aci_config.cluster_l3out.bgp.peering';
const mostAs = 2 ** 32 - 2;

type Rack = L3outInput['topology']['rack'][number];

/** All of them. */
export const l3outRules: readonly Rule<L3outInput>[] = [
  apicNames,
  vlans(['aci_config.cluster_l3out.svi.vlan_id']),
  {
    code: 'aci/mtu',
    of: ['aci_config.cluster_l3out.svi.mtu'],
    rule: 'it must be a whole number from 576 to 9216',
    remedy: 'Use an underlayMtu within these',
    holds: (mtu) => isWithin(mtu, 576, 9216),
  },
  {
    code: 'aci/as-number',
    of: [`${peering}.aci_as_number`, `${peering}.remote_as_number`],
    rule: `an AS number must be a whole number from 1 to ${mostAs}, and fabric and nodes must have different ones`,
    remedy: 'Use the AS number of the route reflectors, and a private one such as 64512 for the nodes',
    holds: (as, { aci_config }) => {
      const { aci_as_number, remote_as_number } = aci_config.cluster_l3out.bgp.peering;
      return isWithin(as, 1, mostAs) && aci_as_number !== remote_as_number;
    },
  },
  {
    code: 'aci/no-free-range',
    of: ['net_config.extern_dynamic'],
    always: true,
    rule: 'it must have a range, and no private one is free',
    remedy: 'Name a range of your own',
    holds: (range) => range !== undefined,
  },
  {
    code: 'aci/network',
    of: subnets,
    rule: 'it must be a range without host bits',
    remedy: 'Write the first address of the range',
    holds: isNetwork,
  },
  subnetsApart(subnets),
  {
    code: 'aci/block-size',
    of: ['calico_config.net_config.block_size'],
    rule: 'blocks, which are shares here, must be of /20 to /32',
    remedy: 'Use a podPrefix within these',
    holds: (size) => isWithin(size, 20, 32),
  },
  {
    code: 'aci/leaf',
    of: ['topology.rack'],
    rule: "a leaf must have a number from 101 to 4000, in one rack only, and a free address of the nodes' range",
    remedy: 'Name the leaves as the fabric numbers them; a longer list needs a node range with more room',
    holds: (rack, { topology }) => {
      const ids = topology.rack.flatMap(({ leaf }) => leaf.map(({ id }) => id));
      return (rack as Rack).leaf.every(
        ({ id, local_ip }) =>
          local_ip !== undefined &&
          (typeof id === 'string' ||
            (isWithin(id, 101, 4000) && ids.filter((other) => other === id).length === 1)),
      );
    },
  },
  {
    code: 'aci/empty-rack',
    of: ['topology.rack'],
    rule: 'each rack must have a node',
    remedy: 'Name fewer racks',
    holds: (rack) => (rack as Rack).node.length > 0,
  },
];
