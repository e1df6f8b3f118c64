/**
 * The whole way of measuring a cluster, in a lab: the runner applies its manifests, servers and Jobs run the very bundle that
 * a cluster mounts, each in the network namespace of its node or pod, and take turns there.
 */
import { join } from 'node:path';
import { Figures, type Measurements, measurementsFile, paths, type Sample } from '../../../lib/measure';
import { works } from '../../../lib/prober/measure';
import { measureClusters } from '../../../lib/run/measure/measure-clusters';
import { describeLab } from '../../support/namespaces';
import { FakeCluster } from '../fake-cluster';
import { labScenario, nodesOf, runTestbed } from '../lab-cluster';

describeLab('the Jobs that measure, in a lab of namespaces', () => {
  const lab = `measure-jobs-${process.pid}`;
  const size = ['--nodes', '3', '--pods-per-node', '3'];
  let cluster: FakeCluster;
  let measured: Measurements;
  let samples: readonly Sample[];

  beforeAll(async () => {
    const up = runTestbed('up', '--name', lab, ...size);
    if (up.status !== 0) throw new Error(up.stderr);
    const plan = JSON.parse(runTestbed('plan', ...size, '--json').stdout);
    const created = new Date().toISOString();
    cluster = new FakeCluster({ ...labScenario(lab, nodesOf(plan)), servicesArePods: true, created });
    measured = await measureClusters([{ facts: { cni: 'flannel', mode: 'vxlan', name: lab } }], {
      ...{ only: ['rtt', 'connect', 'bulk', 'udp', 'loaded', 'service', 'policy', 'start', 'isolation'] },
      // Two of the nodes' three pods ask and serve, and the third serves behind policies, which nobody enforces here.
      ...{ policies: [2], blocks: 1, pairs: 1, anyway: true },
      ...{ pollMs: 100, bundle: join(cluster.folder, 'bundle') },
    });
    samples = measured.blocks.flatMap((block) => block.samples);
  });

  afterAll(() => {
    cluster?.end();
    runTestbed('down', '--name', lab);
  });

  test('give a file of measurements', () => {
    expect(measurementsFile.safeParse(JSON.parse(JSON.stringify(measured))).error).toBeUndefined();
  });

  test('measure all works, on every path but the one that nobody asks for, and none fails', () => {
    expect(samples.filter(({ failure }) => failure)).toEqual([]);
    expect(new Set(samples.map(({ work }) => work))).toEqual(new Set(works));
    const measuredPaths = paths.filter((path) => path !== 'pod-to-node');
    expect(new Set(samples.map(({ path }) => path))).toEqual(new Set(measuredPaths));
    expect(samples.filter(({ policies }) => policies === 2)).toHaveLength(2);
  });

  test('give figures that are positive, each with what it is held against', () => {
    const figures = new Figures(measured);
    expect(figures.all.length).toBeGreaterThan(20);
    for (const figure of figures.all.filter(({ metric }) => metric.relative))
      expect([figure, figures.standing(measured.subjects[0]!.id, figure)?.value.value]).toEqual([
        figure,
        expect.any(Number),
      ]);
    const values = figures.all.map((one) => figures.standing(measured.subjects[0]!.id, one)!.value.value);
    expect(values.filter((value) => value < 0)).toEqual([]);
  });

  test('make no packet larger than pods send uncut, on the nodes’ own path either', () => {
    const large = samples.filter(({ work }) => work === 'udp-large');
    expect(large.map(({ path, packet }) => [path, packet])).toEqual([
      ['node-to-node', 1450],
      ['pod-to-pod', 1450],
      ['pod-to-pod', 1450],
      ['node-to-node', 1450],
    ]);
  });

  test('say whose busy time it was, and what numbers depend on', () => {
    const across = samples.find(({ path }) => path === 'pod-to-pod')!;
    expect(Object.keys(across.nodesMs ?? {})).toEqual(['worker-1', 'worker-2']);
    expect(measured.subjects[0]!.conditions).toMatchObject({ 'pod MTU': '1450', 'node MTU': '1500' });
  });

  test('see new pods answered', () => {
    const answers = measured.events.find(({ kind }) => kind === 'first-answer')!;
    expect([answers.ms.length, answers.unseen]).toEqual([2, 0]);
  });

  test('see that a policy which nobody enforces does not hold, and what is allowed is reached', () => {
    const eventOf = (wanted: string) => measured.events.find(({ kind }) => kind === wanted)!;
    const { ms, unseen } = eventOf('open-at-start');
    expect([ms, unseen]).toEqual([[], 2]);
    expect([eventOf('deaf-at-start').ms.length, eventOf('deaf-at-start').unseen]).toEqual([2, 0]);
  });

  test('leave nothing in the cluster', () => {
    expect(cluster.objects()).toEqual([]);
  });
}, ['nft', 'vxlan']);
