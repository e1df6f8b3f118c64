/** Faults of nodes behind NAT. */
import { allBehindNat, oneBehindNat, oneZoneBehindNat } from '../support/behind-nat';
import { causes, faultsWithOtherCauses, predicted } from '../support/fault-causes';
import { testbedOf } from '../testbeds';

const places = [
  ['one node', oneBehindNat],
  ['all nodes', allBehindNat],
  ['all nodes of one zone', oneZoneBehindNat],
] as const;
const modes = ['vxlan', 'vxlan-direct', 'wireguard'];
const pairs = places.flatMap(([where, spec]) =>
  modes.map((mode) => [mode, where, { ...spec, mode }] as const),
);

test.each(pairs)('flannel %s is healthy with %s behind NAT', (_mode, _where, spec) => {
  const testbed = testbedOf(spec);
  expect(predicted(testbed).filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  expect(causes(testbed)).toEqual([]);
});

test.each(pairs.filter(([mode, , spec]) => mode === 'vxlan' || spec.workers === 3))(
  'every fault of flannel %s with %s behind NAT has its cause, and no other',
  (_mode, _where, spec) => {
    expect(faultsWithOtherCauses(testbedOf(spec))).toEqual([]);
  },
);
