/** Faults of nodes behind NAT. */
import { checkMatrix, judgePrediction } from '../../lib/check';
import { diagnose } from '../../lib/diagnosis';
import { broken, faults, isFelt } from '../../lib/faults';
import type { Testbed } from '../../lib/testbed';
import { allBehindNat, oneBehindNat, oneZoneBehindNat } from '../support/behind-nat';
import { testbedOf } from '../testbeds';

const predicted = (testbed: Testbed) => checkMatrix(testbed).map(judgePrediction);
const causes = (testbed: Testbed): string[] => [
  ...new Set(
    diagnose(predicted(testbed), { datapath: testbed.datapath, intended: testbed.fault?.intended }).map(
      ({ code }) => code,
    ),
  ),
];

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
    const healthy = testbedOf(spec);
    const wrong = faults.flatMap((fault) => {
      const wanted = fault.random ? undefined : broken(healthy, fault, 1);
      if (!wanted || !isFelt(wanted, fault)) return [];
      const codes = causes(wanted);
      return codes.length === 1 && codes[0] === fault.diagnosis ? [] : [[fault.name, ...codes]];
    });
    expect(wrong).toEqual([]);
  },
);
