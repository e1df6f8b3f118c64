/** How soon a policy holds, against a scripted API that changes what a pod says after a while. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measurements, measurementsFile } from '../../../lib/measure';
import type { MeasureClustersOptions } from '../../../lib/run/measure/cluster-options';
import { measureClusters } from '../../../lib/run/measure/measure-clusters';
import { RunError } from '../../../lib/run/run-error';
import { FakeCluster } from '../fake-cluster';
import { measuringScenario } from './fake-measuring';

let cluster: FakeCluster;
let folder = '';
const before = process.env.TMPDIR;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'delays-'));
  process.env.TMPDIR = folder;
});

afterEach(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  cluster?.end();
  rmSync(folder, { recursive: true });
});

function measure(scenario: object, options: MeasureClustersOptions = {}): Promise<Measurements> {
  cluster = new FakeCluster({ ...measuringScenario(), ...scenario });
  return measureClusters([{}], {
    ...{ only: ['policy-delay'], policies: [1, 3], changes: 2, pollMs: 10 },
    ...{ bundle: join(folder, 'bundle'), ...options },
  });
}

/** Policies that were made with a call of kubectl of their own. */
const policies = () => cluster.objects().filter(({ kind }) => kind === 'NetworkPolicy');

test('each change takes as long as until the pod sees it, whatever the pod’s clock is', async () => {
  const measured = await measure({ enforcedAfterMs: 400, podAheadMs: -7_200_000 });
  expect(measurementsFile.safeParse(JSON.parse(JSON.stringify(measured))).error).toBeUndefined();
  const { events } = measured;
  expect(events.map(({ kind, policies, ms, unseen }) => [kind, policies, ms.length, unseen])).toEqual([
    ['deny-delay', 0, 2, 0],
    ['allow-delay', 0, 2, 0],
    ['deny-delay', 3, 2, 0],
    ['allow-delay', 3, 2, 0],
  ]);
  for (const { ms, resolutionMs } of events) {
    expect(resolutionMs).toBeGreaterThan(5);
    for (const one of ms) expect(Math.abs(one - 400)).toBeLessThan(resolutionMs + 100);
  }
});

test('the policies are there beside each other, and the pod that tried is ended', async () => {
  await measure({ enforcedAfterMs: 0 }, { keep: true });
  expect(policies().map(({ metadata }) => metadata.name)).toEqual([
    'changing',
    'idle-0001',
    'idle-0002',
    'idle-0003',
  ]);
  const jobs = cluster.objects().filter(({ kind }) => kind === 'Job') as unknown as {
    spec: { suspend?: boolean };
  }[];
  expect(jobs.map(({ spec }) => spec.suspend)).toEqual([undefined, true]);
});

test('the proxy is ended, and its socket removed', async () => {
  await measure({ enforcedAfterMs: 0 });
  expect(cluster.calls().filter(([verb]) => verb === 'proxy')).toHaveLength(1);
  expect(readdirSync(folder).filter((name) => name.startsWith('cni-testbed-'))).toEqual([]);
});

test('a policy that the API does not take ends the run, and leaves nothing', async () => {
  const error = await measure({ patchFails: 'denied by a webhook' }).catch((thrown: Error) => thrown);
  expect(`${error}`).toContain('denied by a webhook');
  expect(cluster.objects()).toEqual([]);
  expect(readdirSync(folder).filter((name) => name.startsWith('cni-testbed-'))).toEqual([]);
});

test('is not asked for together with servers behind policies', async () => {
  await expect(measure({}, { only: ['policy', 'policy-delay'] })).rejects.toThrow(RunError);
});
