import type { Cidr, Family } from '../net';
import { cardRanges } from './cards/spec-cards';
import { specFamilies, twinOf } from './spec-families';
import type { TestbedSpec } from './testbed-spec';

/** A range that a spec gives the cluster. */
export interface SpecRange {
  /** Its field in the spec. */
  readonly field: string;
  readonly cidr: Cidr;
  /** Who has addresses of it. */
  readonly of: 'pods' | 'services' | 'nodes' | 'cards';
}

/** Every range of the families in use, in the order in which they should give way: pods, services, nodes' networks. */
export function specRanges(spec: TestbedSpec): SpecRange[] {
  return specFamilies(spec).flatMap((family) => rangesOf(spec, family));
}

function rangesOf(spec: TestbedSpec, family: Family): SpecRange[] {
  const twin = twinOf(family);
  return [
    { field: `podCidr${twin}`, cidr: spec[`podCidr${twin}`], of: 'pods' },
    { field: `serviceCidr${twin}`, cidr: spec[`serviceCidr${twin}`], of: 'services' },
    ...spec.zones.map((zone, i): SpecRange => {
      return { field: `zones[${i}].nodeCidr${twin}`, cidr: zone[`nodeCidr${twin}`], of: 'nodes' };
    }),
    ...cardRanges(spec, family).map((range): SpecRange => ({ ...range, of: 'cards' })),
  ];
}
