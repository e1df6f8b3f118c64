import { Cidr } from '../../net';
import type { TestbedSpec } from '../../plan';

/** The smallest range that holds every zone's node network: the VPC's. */
export function vpcRange(zones: readonly Pick<TestbedSpec['zones'][number], 'nodeCidr'>[]): Cidr {
  return zones.map(({ nodeCidr }) => nodeCidr).reduce(around);
}

/** The smallest range that holds both. */
function around(one: Cidr, other: Cidr): Cidr {
  const base = one.at(0);
  let prefix = one.prefix;
  while (!Cidr.around(base, prefix).contains(other)) prefix -= 1;
  return Cidr.around(base, prefix);
}
