/** Bulk by the real iperf3 on a cluster, in a lab: its servers and Jobs run in the namespaces of the pods and nodes. */
import { join } from 'node:path';
import { type Measurements, measurementsFile, stepsOf } from '../../../lib/measure';
import { measureClusters } from '../../../lib/run/measure/measure-clusters';
import { describeLab, testWithProgram } from '../../support/namespaces';
import { FakeCluster } from '../fake-cluster';
import { labScenario, nodesOf, runTestbed } from '../lab-cluster';

describeLab('the Jobs of iperf3, in a lab of namespaces', () => {
  const lab = `engine-jobs-${process.pid}`;
  const size = ['--nodes', '3', '--pods-per-node', '3'];
  let cluster: FakeCluster | undefined;

  afterAll(() => {
    cluster?.end();
    runTestbed('down', '--name', lab);
  });

  async function measured(): Promise<Measurements> {
    const up = runTestbed('up', '--name', lab, ...size);
    if (up.status !== 0) throw new Error(up.stderr);
    const plan = JSON.parse(runTestbed('plan', ...size, '--json').stdout);
    cluster = new FakeCluster({ ...labScenario(lab, nodesOf(plan)), servicesArePods: true });
    return measureClusters([{ facts: { cni: 'flannel', mode: 'vxlan', name: lab } }], {
      ...{ only: ['connect', 'bulk'], engine: 'iperf3', blocks: 1, pairs: 1, anyway: true },
      ...{ pollMs: 100, bundle: join(cluster.folder, 'bundle') },
    });
  }

  testWithProgram(
    'iperf3',
    'measure bulk on every path over one stream and eight, and none fails',
    async () => {
      const file = await measured();
      expect(measurementsFile.safeParse(JSON.parse(JSON.stringify(file))).error).toBeUndefined();
      expect(file.engine).toMatch(/^iperf3 3\.\d+/);
      const [{ samples, pair }] = file.blocks as [Measurements['blocks'][0]];
      expect(samples.filter(({ failure }) => failure)).toEqual([]);
      const bulk = samples.filter(({ work }) => work !== 'connect');
      const steps = stepsOf(pair, { works: ['bulk', 'bulk-8'], families: ['ipv4'], sameNode: true });
      expect(bulk.map(({ work, path, from, to }) => ({ work, path, from, to }))).toEqual(
        steps.map(({ work, path, from, to }) => ({ work, path, from, to })),
      );
      for (const { bytes, work } of bulk) expect(bytes).toBeGreaterThanOrEqual(work === 'bulk' ? 1e9 : 4e9);
      expect(cluster!.objects()).toEqual([]);
    },
  );
}, ['nft', 'vxlan']);
