import { defaultZone, mostZones, SpecError, type TestbedSpecInput } from '../../plan';

/**
 * So many zones, as a spec has them by default: a with 192.168.1.0/24, b with 192.168.2.0/24, and so on.
 * @param count a number; whatever else was typed is refused as it is
 * @throws SpecError where it is not a whole number from 1 to 26
 */
export function countedZones(count: unknown): NonNullable<TestbedSpecInput['zones']> {
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > mostZones)
    throw new SpecError([
      {
        code: 'run/zone-count',
        field: 'zones',
        value: `${count}`,
        rule: `it must be a whole number from 1 to ${mostZones}`,
        remedy: 'Name the zones and their ranges in a spec file to have others',
      },
    ]);
  return Array.from({ length: count }, (_, i) => defaultZone(i));
}
