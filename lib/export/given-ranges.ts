import type { Cidr } from '../net';
import { type Problem, spareRanges, type TestbedSpec, takenRanges } from '../plan';

/** Why ranges that were given for a fabric cannot be there: something of the spec, or another of them, has the addresses. */
export function givenRangeProblems(
  spec: TestbedSpec,
  given: Readonly<Record<string, Cidr | undefined>>,
): Problem[] {
  const ranges = Object.entries(given).flatMap(([field, cidr]) => (cidr ? [{ field, cidr }] : []));
  return ranges.flatMap(({ field, cidr }, place) => {
    const others = ranges.filter((_, i) => i !== place).map((other) => other.cidr);
    const taken = [...takenRanges(spec), ...others].find((range) => range.overlaps(cidr));
    if (!taken) return [];
    const [free] = spareRanges(spec, cidr, 1, others);
    const remedy = free ? `The next free range of that size is ${free}` : 'Use a longer prefix';
    return [
      {
        code: 'export/overlap',
        field,
        value: `"${cidr}"`,
        rule: `it overlaps ${taken}, which is taken`,
        remedy,
      },
    ];
  });
}
