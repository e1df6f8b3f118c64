/** Values by address family. A cluster has IPv4, IPv6 or both; what holds for either goes through these functions. */
import type { Family } from './family';

/** One value for each address family in use, which is at least one. */
export type PerFamily<T> =
  | { readonly ipv4: T; readonly ipv6?: T }
  | { readonly ipv4?: undefined; readonly ipv6: T };

/** Both families, in the order in which values are listed. */
export const allFamilies: readonly Family[] = ['ipv4', 'ipv6'];

/** The families that have a value. */
export function familiesOf(values: PerFamily<unknown>): Family[] {
  return allFamilies.filter((family) => values[family] !== undefined);
}

/** The values that there are, IPv4's first. */
export function valuesOf<T>({ ipv4, ipv6 }: PerFamily<T>): T[] {
  if (ipv4 === undefined) return ipv6 === undefined ? [] : [ipv6];
  return ipv6 === undefined ? [ipv4] : [ipv4, ipv6];
}

/** The value that stands for all where only one can: IPv4's, or IPv6's where that is the only family. */
export function primary<T>(values: PerFamily<T>): T {
  return inFamily(values, values.ipv4 === undefined ? 'ipv6' : 'ipv4');
}

/**
 * The value of a family that is in use.
 * @throws Error where there is none: the families of a plan are the same everywhere in it
 */
export function inFamily<T>(values: PerFamily<T>, family: Family): T {
  const value = values[family];
  if (value === undefined) throw new Error(`there is no ${family} value`);
  return value;
}

/**
 * The IPv4 value, for what works with IPv4 only: AWS' private addresses, ARP, the faults of the catalogue.
 * @throws Error where there is none
 */
export const ipv4Of = <T>(values: PerFamily<T>): T => inFamily(values, 'ipv4');

/**
 * One value for each of the families.
 * @throws Error where there is no family
 */
export function perFamily<T>(families: readonly Family[], make: (family: Family) => T): PerFamily<T> {
  const ipv6 = families.includes('ipv6') ? { ipv6: make('ipv6') } : undefined;
  if (families.includes('ipv4')) return { ipv4: make('ipv4'), ...ipv6 };
  if (ipv6) return ipv6;
  throw new Error('there is no address family');
}

/** The same families with other values. */
export function mapFamilies<T, U>(
  values: PerFamily<T>,
  change: (value: T, family: Family) => U,
): PerFamily<U> {
  if (values.ipv4 === undefined) return { ipv6: change(inFamily(values, 'ipv6'), 'ipv6') };
  const ipv4 = change(values.ipv4, 'ipv4');
  return values.ipv6 === undefined ? { ipv4 } : { ipv4, ipv6: change(values.ipv6, 'ipv6') };
}
