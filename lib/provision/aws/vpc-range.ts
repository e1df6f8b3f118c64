import { Cidr } from '../../net';
import type { ZoneSpec } from '../../plan/testbed-spec';

/** The smallest range that holds every zone's node network: the VPC's. */
export function vpcRange(zones: readonly Pick<ZoneSpec, 'nodeCidr'>[]): Cidr {
  const first = zones[0]!.nodeCidr;
  let prefix = first.prefix;
  while (!zones.every(({ nodeCidr }) => Cidr.around(first.at(0), prefix).contains(nodeCidr))) prefix -= 1;
  return Cidr.around(first.at(0), prefix);
}
