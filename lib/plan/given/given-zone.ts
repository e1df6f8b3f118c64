import { specFamilies, twinOf } from '../spec-families';
import type { TestbedSpec } from '../testbed-spec';
import { type GivenNode, givenAddress } from './given-node';

/** Index of the zone that a given node is in: the one it names, else the one whose network has its address; -1: none. */
export function givenZone(spec: Pick<TestbedSpec, 'zones' | 'ipFamily'>, node: GivenNode): number {
  if (node.zone !== undefined) return spec.zones.findIndex(({ name }) => name === node.zone);
  return spec.zones.findIndex((zone) =>
    specFamilies(spec).some((family) => {
      const address = givenAddress(node, family);
      return address !== undefined && zone[`nodeCidr${twinOf(family)}`].contains(address);
    }),
  );
}
