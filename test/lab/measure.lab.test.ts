import { lastOf } from '../../lib/lab/agent/affinity';
import { labBench } from '../../lib/lab/measure/lab-bench';
import { inTurns, stepsOf } from '../../lib/measure';
import { labSubject } from '../../lib/run/measure/lab-subject';
import { measureLabs } from '../../lib/run/measure/measure-labs';
import { inLab, testbedOf } from '../support/labs';
import { describeLab, testWithProgram } from '../support/namespaces';

describeLab('a lab that is measured', () => {
  test('gives every measurement of every path, over both families, in as many samples as it has steps', () =>
    inLab({ workers: 2, ipFamily: 'dual' }, async (lab) => {
      const works = ['rtt', 'connect', 'bulk', 'bulk-8', 'rtt-loaded', 'udp-small'] as const;
      const contents = { works, families: ['ipv4', 'ipv6'] as const };
      const bench = await labBench(lab, labSubject('a', lab.testbed), contents);
      const { blocks } = await inTurns([bench], 1, () => {});
      const [{ samples, pair }] = blocks as [(typeof blocks)[0]];
      expect(samples.filter(({ failure }) => failure)).toEqual([]);
      expect(samples.map(({ work, path, family }) => `${work} ${path} ${family}`)).toEqual(
        stepsOf(pair, { ...contents, sameNode: true }).map(
          ({ work, path, family }) => `${work} ${path} ${family}`,
        ),
      );
      for (const { work, quantilesUs, bytes, cpuMs } of samples) {
        expect(work.startsWith('bulk') ? bytes : quantilesUs?.[100]).toBeGreaterThan(0);
        expect(cpuMs!.client + cpuMs!.server).toBeGreaterThan(0);
      }
    }));

  test('makes large datagrams as large as routes of pods let through, which may be less than their interfaces do', () =>
    inLab({ workers: 2, cni: 'cilium' }, async (lab) => {
      const contents = { works: ['udp-large'], families: ['ipv4'] } as const;
      const subject = labSubject('a', lab.testbed);
      const bench = await labBench(lab, subject, contents);
      const { blocks } = await inTurns([bench], 1, () => {});
      expect(blocks[0]!.samples.map(({ packet }) => packet)).toEqual([1450, 1450, 1450, 1450]);
      expect(subject.conditions).toMatchObject({ 'pod MTU': '1450' });
    }));
  testWithProgram('iperf3', 'has its bulk by iperf3 where that is asked for, and all else by our own', () =>
    inLab({ workers: 2, ipFamily: 'dual' }, async (lab) => {
      const contents = { works: ['connect', 'bulk'], families: ['ipv4', 'ipv6'] } as const;
      const bench = await labBench(lab, labSubject('a', lab.testbed), contents, 'iperf3');
      const { blocks } = await inTurns([bench], 1, () => {});
      const samples = blocks[0]!.samples;
      expect(samples.filter(({ failure }) => failure)).toEqual([]);
      const bulk = samples.filter(({ work }) => work === 'bulk');
      expect(bulk.map(({ family }) => family)).toEqual([...Array(6).fill('ipv4'), ...Array(6).fill('ipv6')]);
      for (const { bytes, cpuMs, retransmitted } of bulk) {
        expect(bytes).toBeGreaterThanOrEqual(1e9);
        expect(cpuMs!.client * cpuMs!.server).toBeGreaterThan(0);
        expect(retransmitted).toEqual({ segments: expect.any(Number) });
      }
      expect(samples.filter(({ work }) => work === 'connect').every(({ quantilesUs }) => quantilesUs)).toBe(
        true,
      );
    }),
  );

  test('without iperf3 is refused before anything is built, with what to do', async () => {
    const path = process.env.PATH;
    process.env.PATH = '/nowhere';
    try {
      const alone = [{ id: 'a', testbed: testbedOf({}) }];
      await expect(measureLabs(alone, { engine: 'iperf3', only: ['bulk'] })).rejects.toMatchObject({
        message: '--engine iperf3: iperf3 is not installed',
        remedy: expect.stringContaining('Install iperf3'),
      });
    } finally {
      process.env.PATH = path;
    }
  });

  test('without two pods on a node has no path between pods of one node', () =>
    inLab({ workers: 2, podsPerNode: 1 }, async (lab) => {
      const contents = { works: ['connect'], families: ['ipv4'] } as const;
      const bench = await labBench(lab, labSubject('a', lab.testbed), contents);
      expect(bench.contents.sameNode).toBe(false);
    }));

  test('of two modes has the first a second time, and says of each what it is', async () => {
    const labs = ['vxlan', 'host-gw'].map((mode) => ({ id: mode, testbed: testbedOf({ mode }) }));
    const stages: string[] = [];
    const { subjects, blocks, order } = await measureLabs(labs, {
      only: ['connect'],
      blocks: 2,
      watcher: { stage: (name) => stages.push(name), done: () => {}, onInterrupt: () => () => {} },
    });
    expect(subjects.map(({ id, repeats, target }) => [id, repeats, target])).toEqual([
      ['vxlan', undefined, 'local'],
      ['host-gw', undefined, 'local'],
      ['vxlan again', 'vxlan', 'local'],
    ]);
    expect(order).toHaveLength(2);
    expect(blocks.map(({ round }) => round)).toEqual([0, 0, 0, 1, 1, 1]);
    expect(new Set(subjects.map(({ planDigest }) => planDigest)).size).toBe(1);
    expect(subjects[0]!.conditions).toMatchObject({ 'pod MTU': '1450', 'node MTU': '1500' });
    expect(stages.at(-1)).toBe('measuring');
  });

  test('with one node is refused: there is no way between nodes', async () => {
    const alone = [{ id: 'a', testbed: testbedOf({ workers: 0 }) }];
    await expect(measureLabs(alone, { blocks: 1 })).rejects.toThrow(/two nodes with a pod each/);
  });
});

test('processes are kept on the last processor that they may use', () => {
  expect(lastOf(Buffer.from([0b0000_0110, 0, 0]))).toEqual(Buffer.from([0b0000_0100, 0, 0]));
  expect(lastOf(Buffer.from([0xff, 0b1000_0001, 0]))).toEqual(Buffer.from([0, 0b1000_0000, 0]));
  expect(lastOf(Buffer.from([0, 0]))).toEqual(Buffer.from([0, 0]));
});
