import { checkMatrix, judgePrediction } from '../../lib/check';
import { cnis } from '../../lib/cni';
import { diagnose } from '../../lib/diagnosis';
import { broken, faults, isFelt } from '../../lib/faults';
import type { Results } from '../../lib/results';
import type { Testbed } from '../../lib/testbed';
import { cardsOfVagrant } from '../support/cards';
import { testbedOf } from '../testbeds';

const healthy: [string, Testbed][] = cnis
  .filter(({ deployment }) => deployment)
  .flatMap(({ name, modes }) =>
    modes.map((mode): [string, Testbed] => [
      `${name} ${mode.name}`,
      testbedOf({ cni: name, mode: mode.name, ipFamily: 'dual' }),
    ]),
  );

/** For faults of Services, which other labs have not. */
const withServices: [string, Testbed][] = ['flannel', 'calico', 'cilium'].map((cni) => [
  `${cni} with Services`,
  testbedOf({ cni, services: true }),
]);

/** For faults of cards, of which nodes have one else. */
const withCards: [string, Testbed][] = ['flannel', 'calico', 'cilium'].map((cni) => [
  `${cni} with several cards`,
  testbedOf({ ...cardsOfVagrant, nodeCard: 'eth1', cni }),
]);

const predicted = (testbed: Testbed): Results['checks'] => checkMatrix(testbed).map(judgePrediction);
const known = ({ datapath, fault }: Testbed) => ({ datapath, intended: fault?.intended });
const text = (value: unknown) => JSON.stringify(value);

/** The first testbed that has what the fault breaks. */
const target = (index: number, seed = 1): Testbed =>
  [...healthy, ...withServices, ...withCards]
    .map(([, testbed]) => broken(testbed, faults[index]!, seed))
    .find((found) => found && isFelt(found, faults[index]!))!;

describe('the catalogue of faults', () => {
  test('has at least twenty, each with a name of its own', () => {
    expect(faults.length).toBeGreaterThanOrEqual(20);
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
  });

  test.each(healthy)('finds nothing to diagnose in a healthy %s', (_, testbed) => {
    const checks = predicted(testbed);
    expect(checks.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    expect(diagnose(checks, { datapath: testbed.datapath })).toEqual([]);
  });

  test.each(faults.map(({ name }, i) => [name, i] as const))('%s can break some CNI and mode', (_, index) =>
    expect(target(index)).toBeDefined(),
  );

  test.each(faults.flatMap(({ name, random }, i) => (random ? [] : [[name, i] as const])))(
    '%s breaks checks by the walk alone, and is the only diagnosis, in every mode that it can break',
    (_, index) => {
      const felt = (testbeds: typeof healthy) =>
        testbeds.flatMap(([mode, testbed]) => {
          const wanted = broken(testbed, faults[index]!, 1);
          return wanted && isFelt(wanted, faults[index]!) ? [[mode, wanted] as const] : [];
        });
      const everywhere = felt(healthy);
      const breaking = everywhere.length > 0 ? everywhere : felt([...withServices, ...withCards]);
      expect(breaking.length).toBeGreaterThan(0);
      for (const [mode, wanted] of breaking) {
        const checks = predicted(wanted);
        const said = new Set(diagnose(checks, known(wanted)).map(({ code }) => code));
        expect([mode, ...said]).toEqual([mode, faults[index]!.diagnosis]);
      }
    },
  );

  test.each(faults.map(({ name }, i) => [name, i] as const))(
    '%s leaves the datapath that it is given as it is, and follows from the seed',
    (_, index) => {
      const before = healthy.map(([, { datapath }]) => text(datapath));
      const [first, again] = [target(index, 3), target(index, 3)];
      expect(text(again.datapath)).toBe(text(first.datapath));
      expect(text(first.datapath)).not.toBe(text(first.fault!.intended));
      expect(healthy.map(([, { datapath }]) => text(datapath))).toEqual(before);
    },
  );

  test('can break almost everything of the default CNI', () => {
    const [, flannel] = healthy[0]!;
    const [, asked] = withServices[0]!;
    const [, carded] = withCards[0]!;
    const felt = faults.filter((fault) => {
      const wanted = broken(flannel, fault, 1) ?? broken(asked, fault, 1) ?? broken(carded, fault, 1);
      return wanted && isFelt(wanted, fault);
    });
    expect(felt.length).toBeGreaterThanOrEqual(faults.length - 6);
  });

  test('hits different nodes with different seeds', () => {
    const hit = new Set([1, 2, 3, 4, 5, 6].map((seed) => target(0, seed).fault!.about));
    expect(hit.size).toBeGreaterThan(1);
  });

  test('gives a command for each entry that it says to set, and no placeholder', () => {
    const remedies = faults.flatMap((_, index) => {
      const wanted = target(index);
      return diagnose(predicted(wanted), known(wanted)).map(({ remedy }) => remedy);
    });
    expect(remedies.filter((remedy) => /\b[A-Z]+-[A-Z]+\b|…|\bMAC\b dev|BRIDGE|LINK/.test(remedy))).toEqual(
      [],
    );
    for (const verb of [
      'ip route replace',
      'ip route del',
      'bridge fdb replace',
      'ip neigh replace',
      'ip addr replace',
    ])
      expect(remedies.filter((remedy) => remedy.includes(`: ${verb} `))).not.toEqual([]);
  });

  test('names at most five causes, and each failure once', () => {
    for (const index of faults.keys()) {
      const wanted = target(index);
      const found = diagnose(predicted(wanted), known(wanted));
      const evidence = found.flatMap((diagnosis) => diagnosis.evidence);
      expect(found.length).toBeLessThanOrEqual(5);
      expect(new Set(evidence).size).toBe(evidence.length);
    }
  });
});
