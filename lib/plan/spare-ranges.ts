import { type Cidr, freeRange } from '../net';
import { takenByNat } from './cards/spec-cards';
import { specRanges } from './spec-ranges';
import { dockersPools, takenByDefault } from './special-ranges';
import type { TestbedSpec } from './testbed-spec';

/** Ranges where nothing else can be: the spec's own, those that it keeps clear, and what is taken everywhere. */
export function takenRanges(spec: TestbedSpec): Cidr[] {
  return [...specRanges(spec), ...spec.reserved, ...takenByDefault, ...takenByNat(spec)].map(
    ({ cidr }) => cidr,
  );
}

/**
 * Ranges beside the plan, for what a fabric needs of its own: private, free, none of Docker's pools, the next ones from
 * `first` on and of its size. Fewer than asked for where no more are free.
 * @param others ranges that somebody has chosen already
 */
export function spareRanges(
  spec: TestbedSpec,
  first: Cidr,
  count: number,
  others: readonly Cidr[] = [],
): Cidr[] {
  const found: Cidr[] = [];
  while (found.length < count) {
    const next = freeRange(first, [...takenRanges(spec), ...dockersPools, ...others, ...found]);
    if (!next) break;
    found.push(next);
  }
  return found;
}
