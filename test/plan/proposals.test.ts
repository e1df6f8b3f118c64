import fc from 'fast-check';
import { Cidr } from '../../lib/net';
import { addressPlan, type Problem, parseSpec, SpecError, type TestbedSpecInput } from '../../lib/plan';

const problemsOf = (input: TestbedSpecInput): readonly Problem[] => {
  try {
    addressPlan(parseSpec(input));
    return [];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.problems;
  }
};
const movesOf = (input: TestbedSpecInput) =>
  problemsOf(input).flatMap((problem) => (problem.code === 'overlap' ? problem.moves : []));

const networks = Cidr.parse('172.16.0.0/12');
const docker = [
  ...Array.from({ length: 15 }, (_, i) => networks.slice(16, i + 1)),
  Cidr.parse('192.168.0.0/16'),
];
/** Ranges that nearly all meet another one, many of them among Docker's. */
const crowded = fc
  .tuple(fc.constantFrom('172.16.0.0/12', '10.0.0.0/8', '192.168.0.0/16'), fc.nat({ max: 15 }))
  .map(([block, place]) => `${Cidr.parse(block).slice(20, place * 16)}`);

test('no pods or Services are sent to where Docker makes its networks', () => {
  fc.assert(
    fc.property(crowded, crowded, fc.array(crowded, { maxLength: 6 }), (pods, services, others) => {
      const reserved = [pods, services, ...others].map((cidr, i) => ({ name: `reserved ${i}`, cidr }));
      const moves = movesOf({ podCidr: pods, serviceCidr: services, podPrefix: 24, reserved });
      const inDockers = moves.filter(
        ({ field, to }) => !field.startsWith('zones') && docker.some((pool) => pool.overlaps(to)),
      );
      expect(inDockers.map(({ field, to }) => `${field} ${to}`)).toEqual([]);
    }),
  );
});

test('Docker’s default bridge is no reason to go to its next network', () => {
  expect(movesOf({ podCidr: '172.17.0.0/16' })).toEqual([
    { field: 'podCidr', to: Cidr.parse('10.0.0.0/16') },
  ]);
});

test('a node network may be sent elsewhere in 192.168.0.0/16, and never to 172.17.0.0/16 and the 14 after it', () => {
  const moveOf = (nodeCidr: string) =>
    movesOf({ zones: [{ name: 'a', nodeCidr }], reserved: [{ name: 'office', cidr: nodeCidr }] })[0]?.to;
  expect(`${moveOf('192.168.1.0/24')}`).toBe('192.168.2.0/24');
  expect(`${moveOf('172.16.255.0/24')}`).toBe('10.0.0.0/24');
});

test.each(['224.0.0.0/16', '239.255.0.0/16', '255.255.255.0/24', '240.0.0.0/4'])(
  'pods in %s are refused: it holds multicast or the broadcast address',
  (podCidr) => {
    expect(problemsOf({ podCidr }).map(({ code }) => code)).toContain('overlap');
  },
);

test.each(['240.0.0.0/16', '255.255.0.0/17'])('pods in %s are not refused', (podCidr) => {
  expect(() => addressPlan(parseSpec({ podCidr }))).not.toThrow();
});
