/** What follows from a file beside its figures: distributions, counts, events, agents, conditions and failures. */
import {
  agentFigures,
  comparisonsIn,
  conditionsOf,
  eventFigures,
  Figures,
  failedSamples,
  pooledQuantiles,
  sharedControl,
} from '../../lib/measure';
import { twoClusters } from './clusters';
import { about, block, measured, rounds, subject, timed } from './made';

const near = (value: number) => expect.closeTo(value, 6);
const rttOf = (figures: Figures) =>
  figures.all.find(({ metric, path }) => metric.id === 'rtt' && path === 'pod-to-pod')!;

describe('the distribution of all blocks', () => {
  const ramp = Array.from({ length: 201 }, (_, i) => i);
  const sample = timed('pod-to-pod', 1, { quantilesUs: ramp });
  const figures = new Figures(measured([subject('a')], [block(0, 'a', [sample]), block(1, 'a', [sample])]));
  const points = pooledQuantiles(figures, 'a', rttOf(figures));

  test('has of a straight one the same quantiles', () => {
    for (const { part, us } of points) expect(Math.abs(us - 200 * part)).toBeLessThan(1);
  });

  test('ends with the quickest and the slowest of all, and has nothing between the last half percent and that', () => {
    expect(points[0]).toEqual({ part: 0, us: 0 });
    expect(points.slice(-2).map(({ part }) => part)).toEqual([0.995, 1]);
    expect(points.at(-1)!.us).toBe(200);
  });

  test('leaves out blocks that were set aside', () => {
    const aside = block(2, 'a', [timed('pod-to-pod', 9e6)], { setAside: { code: 'starved', share: 0.5 } });
    const { measurements } = figures;
    const more = new Figures({ ...measurements, blocks: [...measurements.blocks, aside] });
    expect(pooledQuantiles(more, 'a', rttOf(more))).toEqual(points);
    expect(more.timeline('a', rttOf(more)).map(({ value }) => value)).toEqual([100, 100, 9e6].map(near));
  });
});

test('a timeline is in order of time, whatever the order of the file', () => {
  const at = (minute: number, us: number) =>
    block(minute, 'a', [timed('pod-to-pod', us)], { startedAt: `2026-11-26T10:0${minute}:00Z` });
  const figures = new Figures(measured([subject('a')], [at(2, 30), at(0, 10), at(1, 20)]));
  expect(figures.timeline('a', rttOf(figures)).map(({ value }) => value)).toEqual([10, 20, 30].map(near));
});

describe('comparisons', () => {
  const two = (count: number) =>
    new Figures(
      measured(
        [subject('a'), subject('b'), subject('again', { repeats: 'a' })],
        [
          ...rounds('a', about(100, count), about(150, count)),
          ...rounds('b', about(100, count), about(180, count)),
        ],
      ),
    );

  test('are each subject with its nodes, and every two, the second copy left out', () => {
    expect(comparisonsIn(two(12))).toEqual({ count: 3, byChance: expect.closeTo(0.12) });
  });

  test('that have no interval are none', () => {
    expect(comparisonsIn(two(5)).count).toBe(0);
  });
});

describe('the control of a figure', () => {
  test('is the mode that was measured twice', () => {
    const figures = new Figures(
      measured(
        [subject('a'), subject('b'), subject('again', { repeats: 'a' })],
        [
          ...rounds('a', about(100), about(150)),
          ...rounds('b', about(100), about(180)),
          ...rounds('again', about(100), about(151.5)),
        ],
      ),
    );
    const control = sharedControl(figures, rttOf(figures))!;
    expect(control).toMatchObject({ kind: 'repeated', of: ['again', 'a'], fails: false });
    expect(control.difference.value).toBeCloseTo(0.01);
  });

  test('is of several clusters the two host networks that differ most, whatever their order', () => {
    const hosts = { a: 100, b: 101, c: 104 };
    const orders = [['a', 'b', 'c'] as const, ['c', 'a', 'b'] as const];
    for (const ids of orders) {
      const blocks = ids.flatMap((id) => rounds(id, about(hosts[id]), about(150)));
      const figures = new Figures(
        measured(
          ids.map((id) => subject(id)),
          blocks,
        ),
      );
      const control = sharedControl(figures, rttOf(figures))!;
      expect([[...control.of].sort(), control.kind, control.fails]).toEqual([['a', 'c'], 'hosts', true]);
      expect(control.ofSeveral).toBe(3);
      expect(Math.abs(control.difference.value)).toBeCloseTo(0.04, 2);
    }
  });

  test('is between clusters their host networks', () => {
    const figures = new Figures(twoClusters());
    expect(sharedControl(figures, rttOf(figures))).toMatchObject({ kind: 'hosts', of: ['blue', 'green'] });
  });
});

test('events have a median, a longest one, and those above 0', () => {
  const events = [
    { subject: 'a', kind: 'open-at-start' as const, ms: [0, 0, 7, 3], unseen: 1, resolutionMs: 1 },
    { subject: 'a', kind: 'first-packet' as const, policies: 5, ms: [], unseen: 2, resolutionMs: 5 },
  ];
  const found = eventFigures({ ...measured([subject('a')], []), events });
  expect(found[0]).toMatchObject({ policies: 0, median: { value: 1.5 }, longest: 7, above0: 2, unseen: 1 });
  expect(found[1]).toMatchObject({ policies: 5, above0: 0, unseen: 2 });
  expect(found[1]).not.toHaveProperty('median');
});

test('agents are summed up by what they did, as the median of the nodes', () => {
  const on = (node: string, cores: number, memoryBytes: number) => ({
    ...{ subject: 'a', node, agent: 'x', when: 'idle' as const, cores, memoryBytes },
  });
  const agents = [on('1', 0.1, 10), on('2', 0.3, 30), on('3', 0.2, 90)];
  expect(agentFigures({ ...measured([subject('a')], []), agents })).toEqual([
    { subject: 'a', agent: 'x', when: 'idle', nodes: 3, cores: 0.2, memoryBytes: 30 },
  ]);
});

test('conditions are alike, or said with whose they are', () => {
  const conditions = conditionsOf([
    subject('a', { conditions: { kernel: '6', mtu: '1450' } }),
    subject('b', { conditions: { kernel: '6', mtu: '1500' } }),
    subject('c', { conditions: { kernel: '6' } }),
  ]);
  expect(conditions).toEqual({
    alike: [['kernel', '6']],
    unlike: [
      {
        name: 'mtu',
        values: [
          { value: '1450', subjects: ['a'] },
          { value: '1500', subjects: ['b'] },
          { value: undefined, subjects: ['c'] },
        ],
      },
    ],
  });
});

test('what failed is counted by subject, path, work and reason', () => {
  expect(
    failedSamples(twoClusters()).map(({ subject: id, path, count, of }) => [id, path, count, of]),
  ).toEqual([
    ['green', 'pod-to-service', 1, 13],
    ['blue', 'pod-to-service', 1, 13],
  ]);
});
