import { checkMatrix } from '../../lib/check';
import { conflict, testbedOf } from '../testbeds';

const zones = [
  { name: 'a', nodeCidr: '192.168.1.0/24' },
  { name: 'b', nodeCidr: '192.168.2.0/24' },
];

function countById(checks: ReturnType<typeof checkMatrix>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { id } of checks) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}

describe('the matrix of checks', () => {
  test('asks every ordered pair over TCP and UDP, its size once, and every address once', () => {
    expect(countById(checkMatrix(testbedOf()))).toMatchObject({
      'address/unique': 9,
      'node-to-node/cross-node': 3 * 2 * 2,
      'node-to-pod/same-node': 3 * 2 * 2,
      'node-to-pod/cross-node': 3 * 4 * 2,
      'pod-to-node/same-node': 3 * 2 * 2,
      'pod-to-node/cross-node': 3 * 4 * 2,
      'pod-to-pod/same-node': 3 * 2 * 2,
      'pod-to-pod/cross-node': 6 * 4 * 2,
      'mtu/path': 9 * 8,
    });
  });

  test('asks everything twice with two families', () => {
    const single = checkMatrix(testbedOf());
    const dual = checkMatrix(testbedOf({ ipFamily: 'dual' }));
    expect(dual).toHaveLength(2 * single.length);
    expect(dual.filter(({ family }) => family === 'ipv6')).toHaveLength(single.length);
  });

  test('tells nodes of one zone from nodes of two', () => {
    const counts = countById(checkMatrix(testbedOf({ zones })));
    expect(counts['pod-to-pod/cross-zone']).toBe(4 * 4 * 2);
    expect(counts['pod-to-pod/cross-node']).toBe(2 * 4 * 2);
  });

  test('requires that a pod sees another pod under its own address, whatever is predicted', () => {
    const checks = checkMatrix(testbedOf(conflict)).filter(({ id }) => id.startsWith('pod-to-pod'));
    expect(checks.map(({ required }) => required.sources)).toEqual(Array(4).fill(['10.244.0.2']));
  });

  test('requires of a path between pods the underlay less the overhead, and between nodes the whole underlay', () => {
    const bytes = (from: string, to: string, input = {}) =>
      checkMatrix(testbedOf(input)).find(
        (check) => check.id === 'mtu/path' && check.from === from && check.to === to,
      )!.required;
    expect(bytes('pod:worker-1/0', 'pod:worker-2/0')).toEqual({ bytes: 1450, atMost: 1450 });
    expect(bytes('pod:worker-1/0', 'pod:worker-1/1').atMost).toBeUndefined();
    expect(bytes('node:worker-1', 'node:worker-2').bytes).toBe(1500);
    expect(bytes('pod:worker-1/0', 'pod:worker-2/0', { mode: 'host-gw', underlayMtu: 9001 }).bytes).toBe(
      9001,
    );
  });

  test('names for each address who else has it', () => {
    const addresses = checkMatrix(testbedOf(conflict)).filter(({ id }) => id === 'address/unique');
    expect(addresses.map(({ from, predicted }) => [from, predicted.alsoOn])).toEqual([
      ['node:control-plane-1', []],
      ['node:worker-1', []],
      ['pod:control-plane-1/0', ['pod:worker-1/0']],
      ['pod:worker-1/0', ['pod:control-plane-1/0']],
    ]);
  });

  test('keeps the way of a packet where it does not arrive, and only there', () => {
    const [lost, fine] = [conflict, {}].map((input) =>
      checkMatrix(testbedOf(input)).find(({ id }) => id.startsWith('pod-to-pod')),
    );
    expect(lost!.predicted.path).toEqual(['pod-0.control-plane-1']);
    expect(fine!.predicted).not.toHaveProperty('path');
  });
});
