/** Bulk by iperf3 on a cluster: what is made for it, and what becomes of what it says. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Job } from 'kubernetes-types/batch/v1';
import { networkOf } from '../../../lib/cluster/measure/job-steps';
import { engineJob, engineJobName } from '../../../lib/cluster/measure/manifests/engine';
import type { MeasureManifest } from '../../../lib/cluster/measure/manifests/options';
import { servers } from '../../../lib/cluster/measure/manifests/servers';
import { measurementsFile, stepsOf } from '../../../lib/measure';
import type { MeasureClustersOptions } from '../../../lib/run/measure/cluster-options';
import { measureClusters } from '../../../lib/run/measure/measure-clusters';
import { FakeCluster } from '../fake-cluster';
import { measuringScenario } from './fake-measuring';

const pair = { from: 'worker-1', to: 'worker-2' };
const steps = stepsOf(pair, { works: ['bulk', 'bulk-8'], families: ['ipv4'], sameNode: true });

describe('what is made for it', () => {
  const manifest: MeasureManifest = {
    ...{ namespace: 'probes', image: 'node', engineImage: 'registry.example/iperf3:1', keep: false },
    ...{ nodes: ['worker-1', 'worker-2'], policies: [10], isolation: false },
  };
  const run = { node: 'worker-1', turn: 2, place: 4, args: ['--client', '10.0.0.2'], timeoutS: 300 };
  const jobs = (['node', 'pod'] as const).map((network) => engineJob(manifest, { ...run, network }));
  const podsOf = (objects: readonly (DaemonSet | Job)[]) => objects.map(({ spec }) => spec!.template.spec!);

  test('follows the schemas of its kinds', () => {
    for (const object of [...jobs, ...servers(manifest)] as (Job & DaemonSet)[]) {
      const models = require(`kubernetes-models/${object.apiVersion}`);
      expect(() => new models[object.kind!](object).validate()).not.toThrow();
    }
  });

  test('is a server beside each of our own that has no policies, on the first address of the pod alone', () => {
    const pods = podsOf(servers(manifest));
    const beside = pods.map(({ containers }) => containers.slice(1));
    expect(beside.map((all) => all.length)).toEqual([1, 1, 0, 1, 1, 0]);
    expect(beside[0]![0]).toMatchObject({
      image: 'registry.example/iperf3:1',
      command: ['iperf3'],
      args: ['--server', '--bind', '$(POD_IP)', '--port', '27436'],
      env: [{ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }],
    });
  });

  test('is nothing where iperf3 has no part', () => {
    const pods = podsOf(servers({ ...manifest, engineImage: undefined }));
    expect(pods.map(({ containers, volumes }) => [containers.length, volumes!.length])).toEqual(
      Array(6).fill([1, 2]),
    );
  });

  test('is a Job whose program is plain arguments, on the network that the step starts from', () => {
    expect(podsOf(jobs).map(({ hostNetwork, containers }) => [hostNetwork, containers[0]!.args])).toEqual([
      [true, run.args],
      [undefined, run.args],
    ]);
    expect(jobs[0]!.metadata!.name).toBe('iperf3-3-5-worker-1');
  });

  test('has no more power than our own program, and no limit on processor time', () => {
    for (const { containers, securityContext, automountServiceAccountToken } of podsOf([
      ...jobs,
      ...servers(manifest),
    ]))
      for (const one of containers) {
        expect([automountServiceAccountToken, securityContext!.runAsNonRoot]).toEqual([false, true]);
        expect(one.resources!.limits).toEqual({ memory: expect.any(String) });
        expect(one.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
      }
  });
});

describe('a cluster that is measured by it', () => {
  let cluster: FakeCluster | undefined;
  const folder = mkdtempSync(join(tmpdir(), 'engine-'));
  afterEach(() => cluster?.end());
  afterAll(() => rmSync(folder, { recursive: true }));

  const nameOf = (turn: number, place: number) => engineJobName({ node: pair.from, turn, place });

  const reportOf = (work: string, seconds = 1) => {
    const [streams, bytes] = work === 'bulk' ? [1, 1e9] : [8, 4e9];
    return JSON.stringify({
      start: { version: 'iperf 3.19', test_start: { num_streams: streams, reverse: 1 } },
      end: {
        sum_sent: { seconds, bytes, retransmits: 3 },
        sum_received: { seconds, bytes },
        cpu_utilization_percent: { host_total: 50, remote_total: 25 },
      },
    });
  };

  /** Of two blocks. */
  const logs = Object.fromEntries(
    [0, 1].flatMap((turn) => steps.map(({ work }, place) => [nameOf(turn, place), reportOf(work)])),
  );

  function measure(more: object = {}, options: MeasureClustersOptions = {}) {
    const scenario = measuringScenario();
    cluster = new FakeCluster({
      ...scenario,
      ...more,
      logs: { ...scenario.logs, ...logs, ...(more as { logs?: object }).logs },
    });
    return measureClusters([{}], {
      ...{ pollMs: 10, blocks: 2, only: ['bulk'], engine: 'iperf3', bundle: join(folder, 'bundle') },
      ...options,
    });
  }

  test('has each measurement by a Job of its own, host, pod, pod, host, and the version in the file', async () => {
    const measured = await measure();
    expect(measurementsFile.safeParse(JSON.parse(JSON.stringify(measured))).error).toBeUndefined();
    expect(measured.engine).toBe('iperf3 3.19');
    expect(measured.subjects[0]!.conditions).toMatchObject({ iperf3: '3.19' });
    const [{ samples }] = measured.blocks as [(typeof measured.blocks)[0]];
    expect(samples.map(({ work, path }) => [work, path])).toEqual(
      steps.map(({ work, path }) => [work, path]),
    );
    expect(samples[0]).toMatchObject({ count: 1, bytes: 1e9, cpuMs: { client: 500, server: 250 } });
    expect(cluster!.objects()).toEqual([]);
  });

  test('has one Job at a time, on the networks of the steps', async () => {
    await measure({}, { keep: true });
    const made = cluster!.objects().filter(({ kind }) => kind === 'Job') as Job[];
    expect(made.map(({ metadata }) => metadata!.labels!['cni-testbed/network'])).toEqual(
      [...steps, ...steps].map(networkOf),
    );
    const applied = cluster!.calls().filter(([verb]) => verb === 'apply');
    expect(applied.length).toBeGreaterThanOrEqual(made.length);
  });

  test('has all other measurements by our own program', async () => {
    const { blocks } = await measure({}, { only: ['rtt', 'bulk'] });
    const works = blocks[0]!.samples.map(({ work }) => work);
    expect(works).toEqual([...Array(6).fill('rtt'), ...steps.map(({ work }) => work)]);
  });

  test.each([
    ['that says so and ends well', {}],
    [
      'that ends with an error',
      { conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }] },
    ],
  ])('goes on after a run of iperf3 %s, and keeps its reason', async (_, status) => {
    const name = nameOf(0, 1);
    const { blocks } = await measure({
      logs: { [name]: JSON.stringify({ start: { version: 'iperf 3.19' }, error: 'connection refused' }) },
      ...('conditions' in status
        ? { jobs: { [name]: status }, pods: { [`${name}-x`]: { phase: 'Failed' } } }
        : {}),
    });
    expect(blocks[0]!.samples.map(({ failure }) => failure).filter(Boolean)).toEqual([
      { code: 'unknown', text: 'connection refused' },
    ]);
    expect(blocks[1]!.samples.filter(({ failure }) => failure)).toEqual([]);
  });

  test('ends where a Job takes too long', async () => {
    const late = { conditions: [{ type: 'Failed', status: 'True', reason: 'DeadlineExceeded' }] };
    await expect(measure({ jobs: { [nameOf(0, 2)]: late } })).rejects.toThrow(/iperf3-1-3-worker-1 failed/);
    expect(cluster!.objects()).toEqual([]);
  });

  test('ends where a report cannot be used', async () => {
    await expect(measure({ logs: { [nameOf(0, 0)]: '{"start":{"version":"iperf 3.19"}}' } })).rejects.toThrow(
      /the report of iperf3 from Job iperf3-1-1-worker-1 cannot be used: .* missing/,
    );
  });

  test('is refused where no bulk is asked for, before anything is made', async () => {
    await expect(measure({}, { only: ['rtt', 'service'] })).rejects.toMatchObject({
      problem: { code: 'engine-without-bulk', engine: 'iperf3' },
    });
    expect(cluster!.calls()).toEqual([]);
  });

  test('says that iperf3 measures one family', async () => {
    const { notes } = await measure({}, { families: 'all' });
    expect(notes).toEqual([expect.stringContaining('first family alone')]);
  });
});
