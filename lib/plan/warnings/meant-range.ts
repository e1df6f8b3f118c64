import { AddressError, Cidr } from '../../net';
import { dockersPools, privateRanges } from '../special-ranges';

/**
 * The private range that a public one was probably meant to be: one digit too many, too few or wrong in the first two
 * numbers leads to it, and to no other. Where it leads to several, those count that Docker leaves alone.
 */
export function meantRange(cidr: Cidr): Cidr | undefined {
  if (cidr.family !== 'ipv4') return undefined;
  const [first = '', second = '', ...rest] = `${cidr}`.split('.');
  const near = [
    ...oneDigitAway(first).map((octet) => [octet, second, ...rest].join('.')),
    ...oneDigitAway(second).map((octet) => [first, octet, ...rest].join('.')),
  ];
  const meant = [...new Set(near)].flatMap(privateRange);
  const clear = meant.filter((range) => !dockersPools.some((pool) => pool.overlaps(range)));
  const [found, ...others] = clear.length > 0 ? clear : meant;
  return others.length === 0 ? found : undefined;
}

/** What a number could have been before one digit was added, lost or mistaken. */
function oneDigitAway(number: string): string[] {
  const digits = [...'0123456789'];
  const places = Array.from(
    { length: number.length + 1 },
    (_, i) => [number.slice(0, i), number.slice(i)] as const,
  );
  return places.flatMap(([before, after]) => [
    ...digits.flatMap((digit) => [`${before}${digit}${after}`, `${before}${digit}${after.slice(1)}`]),
    `${before}${after.slice(1)}`,
  ]);
}

function privateRange(text: string): Cidr[] {
  try {
    const range = Cidr.parse(text);
    return privateRanges[range.family].some((block) => block.contains(range)) ? [range] : [];
  } catch (error) {
    if (error instanceof AddressError) return []; // a number above 255, a leading zero, host bits
    throw error;
  }
}
