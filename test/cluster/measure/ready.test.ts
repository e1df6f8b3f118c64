/** How soon a cluster is ready when it gets its CNI, against a scripted cluster that gets one after some looks. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Look, Timeline } from '../../../lib/cluster/measure/ready/timeline';
import { Refusal } from '../../../lib/cluster/runner/refusal';
import { type Measurements, measurementsFile } from '../../../lib/measure';
import type { ClusterToMeasure, MeasureClustersOptions } from '../../../lib/run/measure/cluster-options';
import { measureClusters } from '../../../lib/run/measure/measure-clusters';
import { RunError } from '../../../lib/run/run-error';
import { agents, apiNode, FakeCluster, type FakeNode } from '../fake-cluster';
import { measuringScenario, nodes } from './fake-measuring';

let cluster: FakeCluster | undefined;
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ready-'));
});

afterEach(() => {
  cluster?.end();
  cluster = undefined;
  rmSync(folder, { recursive: true });
});

const [daemonSet] = agents('calico-node');
const fresh = { daemonSet, readyAfterMs: 300, answersAfterMs: 700 };

function measure(
  scenario: object,
  options: MeasureClustersOptions = {},
  clusters: readonly ClusterToMeasure[] = [{}],
): Promise<Measurements> {
  const all = { ...measuringScenario(), daemonSets: agents('kube-proxy'), fresh, ...scenario };
  cluster = new FakeCluster(all);
  return measureClusters(clusters, {
    ...{ only: ['ready'], pollMs: 10, bundle: join(folder, 'bundle') },
    ...options,
  });
}

const errorOf = (run: Promise<unknown>) =>
  run.then(
    () => new Error('it succeeded'),
    (thrown: Error) => thrown,
  );

describe('a cluster without a CNI', () => {
  test('is measured from its installation on, by all pairs of nodes, and left empty', async () => {
    let told = 0;
    const measured = await measure(
      { fresh: { ...fresh, podAheadMs: 3_600_000 } },
      { installNow: () => void told++ },
    );
    expect(told).toBe(1);
    expect(measurementsFile.safeParse(JSON.parse(JSON.stringify(measured))).error).toBeUndefined();
    const { events, subjects } = measured;
    expect(subjects.map(({ id, cni }) => [id, cni.name])).toEqual([['calico', 'calico']]);
    expect(events.map(({ kind, ms, unseen }) => [kind, ms.length, unseen])).toEqual([
      ['cni-ready', 3, 0],
      ['node-ready', 3, 0],
      ['mesh-ready', 6, 0],
    ]);
    for (const { kind, ms, resolutionMs } of events)
      for (const one of ms)
        expect(Math.abs(one - (kind === 'mesh-ready' ? 700 : 300))).toBeLessThan(2 * resolutionMs + 100);
    expect(cluster!.objects()).toEqual([]);
  });

  test('takes no right that is not used', async () => {
    const denied = ['create jobs', 'create services', 'create networkpolicies', 'get jobs'];
    await expect(measure({ denied })).resolves.toBeDefined();
  });

  test('that is not ready in time is an error that counts what is missing, and is left empty', async () => {
    const error = await errorOf(
      measure({ fresh: { ...fresh, unanswered: 'worker-2' } }, { startTimeoutS: 3 }),
    );
    expect(error.message).toContain('3 of 3 agents were Ready');
    expect(error.message).toContain('2 pairs of nodes had no answer');
    expect(cluster!.objects()).toEqual([]);
  });

  test('whose CNI nobody knows is an error', async () => {
    const unknown = { ...daemonSet, metadata: { name: 'mine', namespace: 'kube-system' } };
    const error = await errorOf(measure({ fresh: { ...fresh, daemonSet: unknown } }));
    expect(error.message).toContain('no DaemonSet was recognised');
  });
});

describe('refused is', () => {
  const refused = async (scenario: object, words: RegExp) => {
    const error = await errorOf(measure(scenario, { anyway: true }));
    expect(error).toBeInstanceOf(Refusal);
    expect(error.message).toMatch(words);
    expect(cluster!.calls().some(([verb]) => verb === 'apply')).toBe(false);
  };

  test('a cluster whose CNI is installed', async () => {
    await refused({ daemonSets: agents('kube-proxy', 'calico-node') }, /calico is installed already/);
  });

  test('a cluster whose nodes are Ready', async () => {
    await refused({ fresh: undefined, nodes: nodes.map((node) => apiNode(node)) }, /a CNI already, as/);
  });

  test('anything else beside it', async () => {
    await expect(measure({}, { only: ['ready', 'rtt'] })).rejects.toThrow(RunError);
  });

  test('more than one cluster', async () => {
    await expect(measure({}, {}, [{}, {}])).rejects.toThrow(RunError);
  });
});

describe('what two looks show', () => {
  const names = ['control-plane-1', 'worker-1'];
  const look = (beganMs: number, ready: readonly string[], agentsReady?: number): Look => ({
    ...{ beganMs, endedMs: beganMs + 100 },
    nodes: names.map((name) =>
      apiNode(
        { ...(nodes[0] as FakeNode), name },
        { conditions: [{ type: 'Ready', status: ready.includes(name) ? 'True' : 'False' }] },
      ),
    ),
    daemonSets:
      agentsReady === undefined
        ? []
        : [{ ...daemonSet, status: { desiredNumberScheduled: 2, numberReady: agentsReady } as never }],
  });

  test('came between the beginning of one and the end of the other', () => {
    const timeline = new Timeline(names);
    timeline.see(look(1000, []));
    timeline.see(look(1400, [], 0));
    timeline.see(look(1800, ['worker-1'], 1));
    expect(timeline.installed).toEqual({ ms: 1250, exactToMs: 250 });
    expect([...timeline.nodes]).toEqual([['worker-1', { ms: 1650, exactToMs: 250 }]]);
    expect([timeline.agents.length, timeline.waiting, timeline.complete]).toEqual([
      1,
      ['control-plane-1'],
      false,
    ]);
  });

  test('is kept, whatever comes later', () => {
    const timeline = new Timeline(names);
    for (const one of [look(1000, []), look(2000, names, 2), look(3000, [], 0), look(4000, names, 2)])
      timeline.see(one);
    expect(timeline.agents.map(({ ms }) => ms)).toEqual([1550, 1550]);
    expect([...timeline.nodes.values()].map(({ ms }) => ms)).toEqual([1550, 1550]);
    expect(timeline.complete).toBe(true);
  });
});
