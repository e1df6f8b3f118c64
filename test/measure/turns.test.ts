import { inTurns, type Step, stepsIn, stepsOf, warmUp } from '../../lib/measure';
import { ofRound, turnsOf } from '../../lib/measure/turns/order';
import type { Measured } from '../../lib/prober/measure';
import { subject } from './made';

describe('turns', () => {
  test('of two subjects are A B B A', () => expect(turnsOf(['A', 'B'], 4).flat().join('')).toBe('ABBAABBA'));

  test('of many run forth and back, and begin with another one each time', () => {
    expect(turnsOf(['A', 'B', 'C'], 6).map((turn) => turn.join(''))).toEqual([
      ...['ABC', 'CBA', 'BCA', 'ACB', 'CAB', 'BAC'],
    ]);
  });

  test('have each pair of nodes for two rounds', () =>
    expect([0, 1, 2, 3, 4].map((round) => ofRound(['x', 'y'], round)).join('')).toBe('xxyyx'));
});

describe('a block', () => {
  const contents = { works: ['rtt', 'bulk-8'], families: ['ipv4'], sameNode: true } as const;
  const pair = { from: 'worker-1', to: 'worker-2' };

  test('measures hosts, pods, pods and hosts, and on one node what says something there', () => {
    expect(stepsOf(pair, contents).map(({ work, path }) => `${work} ${path}`)).toEqual([
      'rtt node-to-node',
      'rtt pod-to-pod',
      'rtt pod-to-pod',
      'rtt node-to-node',
      'rtt node-to-node/same-node',
      'rtt pod-to-pod/same-node',
      'bulk-8 node-to-node',
      'bulk-8 pod-to-pod',
      'bulk-8 pod-to-pod',
      'bulk-8 node-to-node',
    ]);
  });

  test('measures one thing at a time, every subject once a round', async () => {
    let running = 0;
    const seen: string[] = [];
    const bench = (id: string) => ({
      subject: subject(id),
      pairs: [pair, { from: 'worker-2', to: 'worker-1' }],
      contents,
      measure: async ({ from, path }: Step): Promise<Measured> => {
        running += 1;
        expect(running).toBe(1);
        await new Promise(setImmediate);
        running -= 1;
        if (path === 'node-to-node') seen.push(`${id} ${from}`);
        return { count: 1, busyMs: { client: 1, server: 1 } };
      },
    });
    let done = 0;
    const { order, blocks } = await inTurns([bench('a'), bench('b')], 3, () => done++);
    expect(order).toEqual([
      ['a', 'b'],
      ['b', 'a'],
      ['a', 'b'],
    ]);
    expect(blocks.map(({ round, subject: id, pair: { from } }) => `${round} ${id} ${from}`)).toEqual([
      ...['0 a worker-1', '0 b worker-1', '1 b worker-1', '1 a worker-1', '2 a worker-2', '2 b worker-2'],
    ]);
    const before = seen.length;
    await warmUp([bench('a'), bench('b')], () => done++);
    expect(done).toBe(stepsIn([bench('a'), bench('b')], 3));
    expect(seen.splice(before)).toEqual(
      ['a node:worker-1', 'a node:worker-2', 'b node:worker-1', 'b node:worker-2'].flatMap((one) => [
        one,
        one,
      ]),
    );
    expect(blocks[0]!.samples[0]).toEqual({
      ...{ path: 'node-to-node', work: 'rtt', family: 'ipv4', count: 1 },
      ...{ from: 'node:worker-1', to: 'node:worker-2' },
    });
    expect(seen).toHaveLength(3 * 2 * 4);
  });
});
