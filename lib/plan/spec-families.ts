import type { Family, PerFamily } from '../net';
import type { TestbedSpec } from './testbed-spec';

/** Families of each choice, the primary one first. */
const families: Readonly<Record<TestbedSpec['ipFamily'], readonly Family[]>> = {
  ipv4: ['ipv4'],
  ipv6: ['ipv6'],
  dual: ['ipv4', 'ipv6'],
};

/** The address families that a spec asks for, the primary one first. */
export function specFamilies({ ipFamily }: Pick<TestbedSpec, 'ipFamily'>): readonly Family[] {
  return families[ipFamily];
}

/** What the fields of a family's ranges end in. */
export const twinOf = (family: Family): '' | 'IPv6' => (family === 'ipv4' ? '' : 'IPv6');

/** The choice that has these families. */
export function ipFamilyOf(values: PerFamily<unknown>): TestbedSpec['ipFamily'] {
  if (values.ipv6 === undefined) return 'ipv4';
  return values.ipv4 === undefined ? 'ipv6' : 'dual';
}
