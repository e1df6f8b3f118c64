import fc from 'fast-check';
import { agentAddress } from '../../lib/cni/common/agent-addresses';
import { Address } from '../../lib/net';
import { shareOf } from '../../lib/plan';
import { testbedOf } from '../testbeds';

const planOf = (podPrefix: number, podsPerNode: number) =>
  testbedOf({ cni: 'none', podPrefix, podsPerNode, ipFamily: 'dual', workers: 2, podCidr: '10.244.0.0/20' })
    .plan;
const device = (place: number) => agentAddress({ name: `device${place}`, place });

describe('an address that an agent chooses', () => {
  test('lies in the node’s share, is no pod’s and no other device’s, and is the same each time', () => {
    const sizes = fc
      .integer({ min: 22, max: 30 })
      .chain((prefix) =>
        fc.tuple(fc.constant(prefix), fc.integer({ min: 0, max: Math.min(250, 2 ** (32 - prefix) - 3) })),
      );
    fc.assert(
      fc.property(sizes, ([podPrefix, pods]) => {
        const { nodes } = testbedOf({
          podPrefix,
          podsPerNode: pods,
          ipFamily: 'dual',
          workers: 1,
          podCidr: '10.244.0.0/20',
        }).plan;
        for (const node of nodes)
          for (const family of ['ipv4', 'ipv6'] as const) {
            const [one, other] = [device(0)(node, family), device(1)(node, family)];
            for (const address of [one, other]) {
              expect(shareOf(node, family).contains(address)).toBe(true);
              expect(node.pods.map((pod) => `${pod.address[family]}`)).not.toContain(`${address}`);
            }
            expect(`${one}`).not.toBe(`${other}`);
            expect(`${device(0)(node, family)}`).toBe(`${one}`);
          }
      }),
      { numRuns: 40 },
    );
  });

  test('is not the share’s first or gateway by rule, and differs from node to node', () => {
    const { nodes } = planOf(24, 2);
    const places = nodes.map((node) => device(0)(node, 'ipv4').value - shareOf(node, 'ipv4').first);
    expect(places.every((place) => place >= 128n)).toBe(true);
    expect(new Set(places).size).toBe(nodes.length);
  });

  test('stays where it is when pods are added', () => {
    const of = (pods: number) => planOf(24, pods).nodes.map((node) => `${device(0)(node, 'ipv4')}`);
    expect(of(100)).toEqual(of(0));
  });

  test('is the one that a cluster says, where it says one', () => {
    const seen = Address.parse('10.244.0.102');
    const address = agentAddress({ name: 'device0', place: 0 }, (node, name, family) =>
      node === 'worker-1' && name === 'device0' && family === 'ipv4' ? seen : undefined,
    );
    const { nodes } = planOf(24, 2);
    const [, worker] = nodes;
    expect(address(worker!, 'ipv4')).toBe(seen);
    expect(`${address(nodes[0]!, 'ipv4')}`).toBe(`${device(0)(nodes[0]!, 'ipv4')}`);
  });
});
