/** Random values for property tests. */
import fc from 'fast-check';
import { Address, addressBits, Cidr, type Family } from '../lib/net';
import type { TestbedSpecInput } from '../lib/plan';

export const families = fc.constantFrom<Family>('ipv4', 'ipv6');

export const addresses = families.chain((family) =>
  fc
    .bigInt({ min: 0n, max: (1n << BigInt(addressBits(family))) - 1n })
    .map((value) => new Address(family, value)),
);

/** Any range, or one that is no longer than `shortest` and no shorter than `longest` bits of prefix. */
export const ranges = addresses.chain((address) =>
  fc.integer({ min: 0, max: addressBits(address.family) }).map((prefix) => Cidr.around(address, prefix)),
);

/** Specs that have room for everything, and more than one zone, control plane and family. */
export const roomySpecs = fc
  .record({
    controlPlanes: fc.integer({ min: 1, max: 5 }),
    workers: fc.integer({ min: 0, max: 30 }),
    podsPerNode: fc.integer({ min: 0, max: 8 }),
    zones: fc.integer({ min: 1, max: 4 }),
    podPrefix: fc.integer({ min: 22, max: 27 }),
    firstNodeHost: fc.integer({ min: 2, max: 40 }),
    ipFamily: fc.constantFrom('ipv4' as const, 'dual' as const),
  })
  .map(({ zones, ...rest }): TestbedSpecInput & { workers: number; controlPlanes: number } => ({
    ...rest,
    zones: Array.from({ length: zones }, (_, i) => ({ name: `z${i}`, nodeCidr: `192.168.${i}.0/24` })),
  }));
