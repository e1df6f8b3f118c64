import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job } from 'kubernetes-types/batch/v1';
import { TargetError } from '../../../lib/base/target-error';
import { agentsJobName } from '../../../lib/cluster/measure/manifests/agents';
import { startJobName } from '../../../lib/cluster/measure/manifests/starts';
import { BusyError } from '../../../lib/cluster/runner/claim';
import { Refusal } from '../../../lib/cluster/runner/refusal';
import { type Measurements, measurementsFile } from '../../../lib/measure';
import type { ClusterToMeasure, MeasureClustersOptions } from '../../../lib/run/measure/cluster-options';
import { measureClusters } from '../../../lib/run/measure/measure-clusters';
import { silent } from '../../../lib/run/watcher';
import { apiNode, FakeCluster } from '../fake-cluster';
import { measuringScenario, nodes } from './fake-measuring';

let cluster: FakeCluster | undefined;
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'measuring-'));
});

afterEach(() => {
  cluster?.end();
  cluster = undefined;
  rmSync(folder, { recursive: true });
});

const quick = { pollMs: 10, blocks: 2, only: ['rtt'] } as const satisfies MeasureClustersOptions;
const bundle = () => join(folder, 'bundle');

function measure(
  scenario: object,
  options: MeasureClustersOptions = {},
  one: ClusterToMeasure = {},
): Promise<Measurements> {
  cluster = new FakeCluster({ ...measuringScenario(), ...scenario });
  return measureClusters([one], { ...quick, bundle: bundle(), ...options });
}

/** Two clusters, each with nodes of its own. */
function measureTwo(scenarios: readonly [object, object], options: MeasureClustersOptions = {}) {
  const [a, b] = scenarios.map((one, i) => ({ ...measuringScenario(), nodes: withUids(i), ...one })) as [
    object,
    object,
  ];
  cluster = new FakeCluster({}, { a, b });
  return measureClusters([{ context: 'a' }, { context: 'b' }], { ...quick, bundle: bundle(), ...options });
}

const withUids = (of: number) =>
  nodes.map((node, i) => {
    const { metadata, ...rest } = apiNode(node);
    return { ...rest, metadata: { ...metadata, uid: `${of}-${i}` } };
  });

const withType = (...types: string[]) =>
  nodes.map((node, i) => {
    const { metadata, ...rest } = apiNode(node);
    const labels = { ...metadata!.labels, 'node.kubernetes.io/instance-type': types[i % types.length]! };
    return { ...rest, metadata: { ...metadata, labels } };
  });

async function errorOf(run: Promise<unknown>): Promise<TargetError> {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TargetError);
  return error as TargetError;
}

/** What was made, Job by Job, with the context that it was made in. */
const verbs = () =>
  cluster!.calls().map((call) => call.find((arg) => /^[a-z]+$/.test(arg) && arg.length > 1));

describe('one cluster', () => {
  test('is measured against its own host network, and left empty', async () => {
    const measured = await measure({});
    expect(measurementsFile.safeParse(JSON.parse(JSON.stringify(measured))).error).toBeUndefined();
    expect(measured.blocks.map(({ round, pair, samples }) => [round, pair.from, samples.length])).toEqual([
      [0, 'worker-1', 6],
      [1, 'worker-1', 6],
    ]);
    expect(measured.guards).toEqual([]);
    expect(cluster!.objects()).toEqual([]);
  });

  test('says what numbers depend on', async () => {
    const { subjects } = await measure({}, {}, { facts: { name: 'mine' } });
    expect(subjects).toEqual([
      {
        id: 'calico',
        target: 'kubernetes',
        cni: { name: 'calico', mode: 'unknown', dataPlane: 'unknown' },
        conditions: {
          cluster: 'mine',
          Kubernetes: 'v1.36.4',
          nodes: '2 of 3',
          zones: 'a',
          processors: '4 × x',
          governor: 'performance',
          'kube-proxy': 'iptables',
          'pod MTU': '1450',
          'node MTU': '1500',
          'congestion control': 'cubic',
          'Node.js': 'v24.16.0',
        },
      },
    ]);
  });

  test('has CNI and mode as they were given', async () => {
    const { subjects } = await measure({}, {}, { facts: { cni: 'flannel', mode: 'host-gw' } });
    expect(subjects[0]).toMatchObject({ id: 'flannel host-gw', cni: { mode: 'host-gw' } });
  });

  test('each sample has the busy time of its nodes, by their names', async () => {
    const { blocks } = await measure({});
    expect(blocks[0]!.samples.map(({ path, nodesMs }) => [path, nodesMs])).toContainEqual([
      'pod-to-pod',
      { 'worker-1': 70, 'worker-2': 60 },
    ]);
    expect(blocks[0]!.samples.map(({ path, nodesMs }) => [path, nodesMs])).toContainEqual([
      'pod-to-pod/same-node',
      { 'worker-1': 70 },
    ]);
  });

  test('a block whose clients waited for a processor is repeated, and both tries are kept', async () => {
    const { blocks } = await measure(measuringScenario({ waiting: [0.4] }));
    expect(blocks.map(({ round, setAside }) => [round, setAside])).toEqual([
      [0, { code: 'starved', share: 0.4 }],
      [0, undefined],
      [1, undefined],
    ]);
  });

  test('--keep leaves everything, and says how to remove it', async () => {
    const { notes } = await measure({}, { keep: true });
    expect(notes).toEqual([expect.stringContaining('kubectl delete namespace cni-testbed-probe')]);
    expect(cluster!.objects().map(({ kind }) => kind)).toContain('Job');
  });

  test('only rights that are used are asked for', async () => {
    const denied = ['create services', 'create networkpolicies'];
    await measure({ denied });
    cluster!.end();
    const error = await errorOf(measure({ denied }, { only: ['service', 'policy'] }));
    expect(error.message).toMatch(
      /create services, create networkpolicies.networking.k8s.io|create services/,
    );
    expect(cluster!.objects()).toEqual([]);
  });

  test('a report that is not whole ends the run', async () => {
    const { logs, ...rest } = measuringScenario();
    const cut = { ...logs, 'measure-pod-1-worker-1': logs['measure-pod-1-worker-1']!.slice(0, 200) };
    const error = await errorOf(measure({ ...rest, logs: cut }));
    expect(error.message).toMatch(/^the report of Job measure-pod-1-worker-1 is not whole/);
    expect(error.remedy).toContain(`Logs and events are in ${bundle()}`);
    expect(cluster!.objects()).toEqual([]);
  });

  test('policies and Services have servers and addresses of their own', async () => {
    const contents = { works: ['rtt', 'connect'], service: true, policies: [1, 10] } as const;
    const scenario = measuringScenario({ contents, policies: contents.policies });
    const options = { only: ['service', 'policy'], policies: contents.policies, keep: true } as const;
    const { blocks } = await measure(scenario, options);
    const seen = blocks[0]!.samples.map(({ path, policies }) => `${path} ${policies ?? 0}`);
    expect(new Set(seen)).toEqual(
      new Set([
        ...['node-to-node', 'pod-to-pod', 'pod-to-service'].map((path) => `${path} 0`),
        ...['node-to-node/same-node 0', 'pod-to-pod/same-node 0', 'pod-to-pod 1', 'pod-to-pod 10'],
      ]),
    );
    const kinds = cluster!.objects().map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'NetworkPolicy')).toHaveLength(11);
    expect(kinds.filter((kind) => kind === 'Service')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'DaemonSet')).toHaveLength(8);
  });
});

describe('the CNI’s agents', () => {
  const agent = { name: 'calico-node', namespace: 'kube-system' };
  const scenario = {
    daemonSets: [{ metadata: agent, spec: { selector: { matchLabels: { 'k8s-app': 'calico-node' } } } }],
    agentPods: ['worker-1', 'worker-2'].map((nodeName, i) => ({
      metadata: { name: `calico-node-${i}`, uid: `u${i}` },
      spec: { nodeName },
    })),
  };
  const said = (node: string, pods: readonly object[]) =>
    `${JSON.stringify({ report: 'agents', schema: 'cni-testbed/measure/v1', node, windowMs: 20_000, pods })}\n`;
  const logs = (first: readonly object[], second: readonly object[]) => ({
    ...measuringScenario().logs,
    [`${agentsJobName('worker-1', 0)}-x`]: said('worker-1', first),
    [`${agentsJobName('worker-2', 1)}-x`]: said('worker-2', second),
  });

  test('are told by what their pods spent, each once and by the name of their DaemonSet', async () => {
    const { agents, notes } = await measure(
      {
        ...scenario,
        logs: logs([{ uid: 'u0', cpuMs: 400, memoryBytes: 5e7 }], [{ uid: 'u0', cpuMs: 1, memoryBytes: 1 }]),
      },
      { agentCost: true },
    );
    expect(agents).toEqual([
      {
        subject: 'calico',
        node: 'worker-1',
        agent: 'calico-node',
        when: 'idle',
        cores: 0.02,
        memoryBytes: 5e7,
      },
    ]);
    expect(notes).toEqual([]);
  });

  describe('where bulk is measured', () => {
    const contents = { works: ['bulk', 'bulk-8'] } as const;
    const duringBulk = (second: string) =>
      measure(
        {
          ...scenario,
          logs: {
            ...logs([{ uid: 'u0', cpuMs: 400, memoryBytes: 5e7 }], []),
            ...measuringScenario({ contents }).logs,
            [`${agentsJobName('worker-1', 0, true)}-x`]: said('worker-1', [
              { uid: 'u0', cpuMs: 900, memoryBytes: 6e7 },
            ]),
            [`${agentsJobName('worker-2', 1, true)}-x`]: second,
          },
        },
        { agentCost: true, only: ['bulk'], keep: true },
      );

    test('are read at rest and during a stream from a pod on another node, before anything is measured', async () => {
      const { agents } = await duringBulk(said('worker-2', []));
      expect(agents.map(({ node, when, cores }) => [node, when, cores])).toEqual([
        ['worker-1', 'idle', 0.02],
        ['worker-1', 'bulk', 0.045],
      ]);
      const jobs = cluster!.objects().filter(({ kind }) => kind === 'Job') as Job[];
      expect(jobs.map(({ metadata }) => metadata!.name).slice(0, 5)).toEqual([
        ...['agents-1-worker-1', 'agents-2-worker-2', 'agents-bulk-1-worker-1', 'agents-bulk-2-worker-2'],
        'measure-node-1-worker-1',
      ]);
      const args = (place: number) => jobs[place]!.spec!.template.spec!.containers[0]!.args;
      expect([args(0), args(2)]).toEqual([
        ['agents', '/host', 'u0'],
        ['agents', '/host', 'u0', nodes[2]!.pods[0], '27434'],
      ]);
    });

    test('are unknown where no stream came, with the reason', async () => {
      const failure = { code: 'no-answer', afterMs: 5000 };
      const line = { ...JSON.parse(said('worker-2', [])), failure };
      const { agents, notes } = await duringBulk(`${JSON.stringify(line)}\n`);
      expect(agents.map(({ node, when }) => [node, when])).toEqual([
        ['worker-1', 'idle'],
        ['worker-1', 'bulk'],
      ]);
      expect(notes[0]).toMatch(
        /^calico: what agents on worker-2 take during bulk is not known, as no stream came: /,
      );
    });
  });

  test('whose control groups cannot be read are said to be unknown', async () => {
    const { agents, notes } = await measure({ ...scenario, logs: logs([], []) }, { agentCost: true });
    expect([agents, notes]).toEqual([[], [expect.stringMatching(/^calico: no agent was recognised/)]]);
  });

  describe('where --disturb is given', () => {
    const heard = (exchangeMs?: number, connectMs?: number) =>
      `${JSON.stringify({ report: 'silence', schema: 'cni-testbed/measure/v1', node: 'worker-1', exchangeMs, connectMs })}\n`;
    const disturbed = (more: object, after: string) =>
      measure(
        {
          ...scenario,
          ...more,
          logs: {
            ...measuringScenario().logs,
            [`${startJobName('silence', 'worker-1', 0)}-x`]: heard(6, 7),
            [`${startJobName('silence', 'worker-1', 1)}-x`]: after,
          },
        },
        { disturb: true },
      );
    const deleted = () => cluster!.calls().filter(([verb, what]) => verb === 'delete' && what === 'pod');

    test('are restarted on one node, and silences are told beside those in peace', async () => {
      const { events } = await disturbed({}, heard(8, 950));
      expect(events.map(({ kind, ms, unseen }) => [kind, ms, unseen])).toEqual([
        ['steady-gap', [6], 0],
        ['steady-gap-new', [7], 0],
        ['agent-gap', [8], 0],
        ['agent-gap-new', [950], 0],
      ]);
      expect(deleted()).toEqual([
        ['delete', 'pod', 'calico-node-0', '--namespace', 'kube-system', '--wait=false'],
      ]);
    });

    test('may leave a way silent for good', async () => {
      const { events } = await disturbed({}, heard(8));
      expect(events.at(-1)).toMatchObject({ kind: 'agent-gap-new', ms: [], unseen: 1 });
    });

    test('must be known: else nothing is deleted', async () => {
      const error = await errorOf(disturbed({ agentPods: [] }, heard()));
      expect(error.message).toContain('no agent of a CNI was recognised on worker-1');
      expect(deleted()).toEqual([]);
    });
  });

  test('are looked at only where that is asked for', async () => {
    await measure(scenario);
    expect(cluster!.objects().some(({ metadata }) => metadata?.name?.startsWith('agents-'))).toBe(false);
  });
});

describe('new pods that are born under a policy', () => {
  const isolations = async (isolation?: object) => {
    const { events } = await measure(measuringScenario({ isolation }), { only: ['isolation'] });
    return events.map(({ kind, ms, unseen }) => [kind, ms, unseen]);
  };

  test('say how long they reached what is forbidden, and when what is allowed', async () => {
    expect(await isolations({ openMs: 140 })).toEqual([
      ['open-at-start', [140, 140], 0],
      ['deaf-at-start', [12, 12], 0],
    ]);
  });

  test('have no end of what never ended, and no beginning of what never began', async () => {
    expect(await isolations({ openMs: 4990, stillOpen: true, allowedMs: undefined })).toEqual([
      ['open-at-start', [], 2],
      ['deaf-at-start', [], 2],
    ]);
  });
});

describe('new pods', () => {
  const starts = async (start?: object) => {
    const { events, blocks } = await measure(measuringScenario({ start }), { only: ['start'] });
    expect(blocks).toEqual([]);
    return events.map(({ kind, ms, unseen, resolutionMs }) => [kind, ms, unseen, resolutionMs]);
  };

  test('say how soon they are answered, since their creation and since their first instruction', async () => {
    expect(await starts()).toEqual([
      ['first-packet', [1425, 1425], 0, 1000],
      ['first-answer', [25, 25], 0, 5],
    ]);
  });

  test('that nobody answers are counted', async () => {
    expect(await starts({ answeredMs: undefined })).toEqual([
      ['first-packet', [], 2, 1000],
      ['first-answer', [], 2, 5],
    ]);
  });

  test('of a node whose clock is slow are answered no sooner than they are made', async () => {
    const year2025 = Date.UTC(2025, 0, 1);
    expect(await starts({ begunMs: year2025, answeredMs: year2025 + 7 })).toEqual([
      ['first-packet', [0, 0], 0, 1000],
      ['first-answer', [7, 7], 0, 5],
    ]);
  });

  test('that are answered before they ask are not believed', async () => {
    const error = await errorOf(starts({ answeredMs: 1 }));
    expect(error.message).toContain('nobody is answered before asking');
  });
});

describe('numbers that would mean little', () => {
  const refused = async (run: Promise<unknown>, words: RegExp) => {
    const error = await errorOf(run);
    expect(error).toBeInstanceOf(Refusal);
    expect(error.message).toMatch(words);
    expect(cluster!.objects()).toEqual([]);
    expect(existsSync(bundle())).toBe(false);
  };

  test('are refused before anything is made, and nothing is kept for a look', async () => {
    await refused(measure({ nodes: withType('t3.medium') }), /t3\.medium, whose processors/);
    expect(verbs()).not.toContain('apply');
  });

  test('are refused on nodes that are not alike', async () => {
    await refused(measure({ nodes: withType('m5.8xlarge', 'c5.9xlarge') }), /instance type is not the same/);
  });

  test('are refused where other programs keep a node busy, and the servers are removed', async () => {
    await refused(
      measure(measuringScenario({ server: { busy: 0.5 } })),
      /keep 50 % of the processors of worker-1/,
    );
    expect(verbs()).toContain('apply');
  });

  test('are measured anyway where that is asked for, and marked', async () => {
    const scenario = { ...measuringScenario({ waiting: [0.4] }), nodes: withType('t3.medium') };
    const { guards, blocks } = await measure(scenario, { anyway: true });
    expect(guards).toEqual([
      { code: 'burstable', subject: 'calico', instanceType: 't3.medium' },
      { code: 'starved', subject: 'calico', blocks: 1, share: 0.4 },
    ]);
    expect(blocks.every(({ setAside }) => setAside === undefined)).toBe(true);
  });

  test('of one node there are none', async () => {
    const error = await errorOf(measure({ nodes: [apiNode(nodes[0]!)] }, { anyway: true }));
    expect(error.message).toMatch(/^the cluster has one node/);
  });
});

describe('two clusters', () => {
  test('have their turns A B B A, and both are left empty', async () => {
    const measured = await measureTwo([{}, {}]);
    expect(measured.order).toEqual([
      ['calico', 'calico 2'],
      ['calico 2', 'calico'],
    ]);
    expect(measured.blocks.map(({ subject }) => subject)).toEqual([
      'calico',
      'calico 2',
      'calico 2',
      'calico',
    ]);
    expect([cluster!.objects('a'), cluster!.objects('b')]).toEqual([[], []]);
  });

  test('are both claimed before either has servers', async () => {
    await measureTwo([{}, {}]);
    const made = cluster!.calls().flatMap(([, context, verb, next]) => {
      const isClaim = verb === 'create' && next === '--filename';
      return verb === 'apply' || isClaim ? [`${verb} ${context}`] : [];
    });
    expect(made.slice(0, 3)).toEqual(['create a', 'create b', 'apply a']);
  });

  test('of which one is in use by somebody else are both left alone', async () => {
    const error = await errorOf(measureTwo([{}, { taken: true }]));
    expect(error.message).toContain('another run is under way');
    expect(cluster!.objects('a')).toEqual([]);
    expect(cluster!.calls().some((call) => call.includes('b') && call.includes('delete'))).toBe(false);
    expect(error).not.toBeInstanceOf(BusyError);
  });

  test('that are one are refused', async () => {
    const error = await errorOf(measureTwo([{}, { nodes: withUids(0) }]));
    expect(error.message).toBe('a and b are the same cluster');
  });

  test('whose machines differ are refused', async () => {
    const types = (type: string) => ({ nodes: withType(type) });
    const error = await errorOf(measureTwo([types('m5.8xlarge'), types('c5.9xlarge')]));
    expect(error.message).toContain('calico m5.8xlarge, calico 2 c5.9xlarge');
  });

  test('of which one cannot be used: it is named', async () => {
    const error = await errorOf(measureTwo([{}, { unreachable: 'connection refused' }]));
    expect(error.message).toMatch(/^b: the cluster cannot be reached/);
    expect(cluster!.objects('a')).toEqual([]);
  });

  test('are both emptied on an interrupt', async () => {
    const cleanups: (() => Promise<void>)[] = [];
    const watcher = {
      ...silent,
      onInterrupt(cleanup: () => Promise<void>) {
        cleanups.push(cleanup);
        return () => {};
      },
      done: (steps: number) => {
        if (steps === 1) for (const cleanup of cleanups) void cleanup();
      },
    };
    const error = await errorOf(measureTwo([{}, {}], { watcher }));
    expect(error.message).toMatch(/interrupted/);
    expect([cluster!.objects('a'), cluster!.objects('b')]).toEqual([[], []]);
  });
});
