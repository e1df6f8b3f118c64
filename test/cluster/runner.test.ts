import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TargetError } from '../../lib/base/target-error';
import { Claim } from '../../lib/cluster/runner/claim';
import { Kubectl } from '../../lib/cluster/runner/kubectl';
import type { RunOptions, RunWatcher } from '../../lib/cluster/runner/options';
import { patientLook } from '../../lib/cluster/runner/patient-look';
import { runCluster } from '../../lib/cluster/runner/run-cluster';
import { apiNode, FakeCluster, fakeNodes, healthyScenario } from './fake-cluster';

// Every call of the scripted kubectl is a process.
const nodes = fakeNodes(2);
let cluster: FakeCluster | undefined;
let folder = '';
let bundle = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  bundle = join(folder, 'bundle');
});

afterEach(() => {
  cluster?.end();
  cluster = undefined;
  rmSync(folder, { recursive: true });
});

const quiet: RunWatcher = { stage: () => {}, done: () => {}, onInterrupt: () => () => {} };

function start(scenario: object, options: RunOptions = {}, watcher: Partial<RunWatcher> = {}) {
  cluster = new FakeCluster({ ...healthyScenario(nodes), ...scenario });
  return runCluster({ pollMs: 10, bundle, ...options }, { ...quiet, ...watcher });
}

/** The error, with its remedy, that a run ends with. */
async function failureOf(run: Promise<unknown>): Promise<string> {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TargetError);
  return `${(error as TargetError).message}. ${(error as TargetError).remedy}.`;
}

const verbs = () => cluster!.calls().map(([verb]) => verb);

/** Ends when a Job is in the cluster. */
async function jobsApplied(): Promise<void> {
  while (!cluster!.objects().some(({ kind }) => kind === 'Job'))
    await new Promise((wake) => setTimeout(wake, 20));
}

describe('a run in which all is well', () => {
  test('gathers a report of every Job and leaves the cluster empty', async () => {
    const { observations } = await start({});
    expect(Object.keys(observations.logs)).toEqual([
      'probe-node-1-control-plane-1',
      'probe-node-2-worker-1',
      'probe-pod-1-control-plane-1',
      'probe-pod-2-worker-1',
    ]);
    expect(observations.serverVersion).toBe('v1.36.4');
    expect(cluster!.objects()).toEqual([]);
    expect(verbs().at(-1)).toBe('delete');
  });

  test('Jobs on the hosts’ network end before those on the pod network start', async () => {
    const order: string[] = [];
    await start({}, { keep: true });
    for (const object of cluster!.objects()) if (object.kind === 'Job') order.push(object.metadata.name);
    expect(order.map((name) => name.split('-')[1])).toEqual(['node', 'node', 'pod', 'pod']);
  });

  describe('with captures', () => {
    const capture = 'nodes' as const;
    const names = ['capture-1-control-plane-1', 'capture-2-worker-1'] as const;
    const logs = { ...healthyScenario(nodes).logs, [names[0]]: 'one', [names[1]]: 'two' };
    const imagePull = {
      phase: 'Pending',
      conditions: [],
      containerStatuses: [
        { image: 'x', state: { waiting: { reason: 'ImagePullBackOff', message: 'not\u001b[2Jfound' } } },
      ],
    };

    test('they come last, while the Jobs on the pod network keep their pods', async () => {
      const running = { phase: 'Running', conditions: [] };
      const held = { jobs: { 'probe-pod-': { active: 1 } }, pods: { 'probe-pod-': running } };
      const { observations, notes } = await start({ logs, ...held }, { capture });
      expect(observations.captures).toEqual({ [names[0]]: 'one', [names[1]]: 'two' });
      expect(Object.keys(observations.logs)).toHaveLength(4);
      expect(notes).toEqual([]);
      const read = cluster!.calls().flatMap(([verb, job]) => (verb === 'logs' ? [job] : []));
      expect(read.slice(-2)).toEqual(names.map((name) => `job/${name}`));
      expect(cluster!.objects()).toEqual([]);
    });

    test('a report that has not ended is waited for', async () => {
      const cut = Object.fromEntries(
        Object.entries(logs).map(([job, log]) => [job, log.replace(/\{"report":"end".*\n/, '')]),
      );
      const running = { phase: 'Running', conditions: [] };
      const held = { jobs: { 'probe-pod-': { active: 1 } }, pods: { 'probe-pod-': running } };
      const run = start({ logs: cut, ...held }, { capture, jobTimeoutS: -29.5 });
      expect(await failureOf(run)).toMatch(/^timed out after .* waiting until all Jobs have ended/);
    });

    test.each([
      [
        'an image that cannot be pulled',
        { pods: { [names[1]]: imagePull } },
        /the image x cannot be pulled: .*not\\u001b\[2Jfound.*--capture-image$/,
      ],
      [
        'a Job that fails',
        {
          jobs: {
            [names[1]]: { conditions: [{ type: 'Failed', status: 'True', reason: 'DeadlineExceeded' }] },
          },
        },
        /the Job capture-2-worker-1 failed: DeadlineExceeded/,
      ],
    ])('%s leaves its node out, and is noted', async (_what, scenario, words) => {
      const waiting = { jobs: { [names[1]]: { active: 1 } } };
      const { observations, notes } = await start({ logs, ...waiting, ...scenario }, { capture });
      expect(observations.captures).toEqual({ [names[0]]: 'one' });
      expect(notes).toEqual([expect.stringMatching(/^No state of worker-1 was captured: /)]);
      expect(notes[0]).toMatch(words);
      expect(cluster!.objects()).toEqual([]);
    });

    test('a Job that never ends is given up after its time', async () => {
      const { notes } = await start(
        { logs, jobs: { [names[1]]: { active: 1 } } },
        { capture, jobTimeoutS: 1 },
      );
      expect(notes).toEqual(['No state of worker-1 was captured: timed out after 1 s (--job-timeout)']);
    });

    test('an interrupt meanwhile ends the run, and leaves the cluster empty', async () => {
      let interrupt = async () => {};
      const onInterrupt = (cleanup: () => Promise<void>) => {
        interrupt = cleanup;
        return () => {};
      };
      const stage = (name: string) => {
        if (name.startsWith('capturing')) setTimeout(() => void interrupt(), 100);
      };
      const run = start({ logs, jobs: { 'capture-': { active: 1 } } }, { capture }, { onInterrupt, stage });
      expect(await failureOf(run)).toMatch(/^interrupted/);
      expect(cluster!.objects()).toEqual([]);
    });
  });

  test('only where nodes are EC2 instances are pods asked for the metadata service', async () => {
    const onEc2 = nodes.map((node) => {
      const { spec, ...rest } = apiNode(node);
      return { ...rest, spec: { ...spec, providerID: 'aws:///us-east-1a/i-0123456789abcdef0' } };
    });
    const settingsOf = async (scenario: object) =>
      JSON.parse((await start(scenario)).observations.settings).metadata;
    expect(await settingsOf({ nodes: onEc2 })).toBe(true);
    cluster!.end();
    expect(await settingsOf({})).toBeUndefined();
  });

  test('with --parallel 1 each Job is applied after the one before has ended', async () => {
    await start({}, { parallel: 1 });
    const steps = cluster!
      .calls()
      .flatMap(([verb, what]) => (verb === 'apply' ? ['apply'] : verb === 'logs' ? [what] : []));
    expect(steps.slice(2)).toEqual([
      ...['apply', 'job/probe-node-1-control-plane-1', 'apply', 'job/probe-node-2-worker-1'],
      ...['apply', 'job/probe-pod-1-control-plane-1', 'apply', 'job/probe-pod-2-worker-1'],
    ]);
  });

  test('what an earlier run left is removed before anything is made', async () => {
    await start({
      namespace: {
        kind: 'Namespace',
        metadata: { labels: { 'app.kubernetes.io/managed-by': 'cni-testbed' } },
      },
    });
    const first = verbs().indexOf('delete');
    expect(first).toBeGreaterThan(-1);
    expect(first).toBeLessThan(verbs().indexOf('apply'));
  });

  test('where no run has left anything, nothing is removed before', async () => {
    await start({});
    expect(verbs().filter((verb) => verb === 'delete')).toHaveLength(1);
  });

  test('--keep leaves everything, and the namespace to the next run', async () => {
    await start({}, { keep: true });
    expect(cluster!.objects().map(({ kind }) => kind)).toContain('DaemonSet');
    expect(cluster!.objects().find(({ kind }) => kind === 'Namespace')).toMatchObject({
      metadata: { annotations: {} },
    });
  });

  test('what controllers were refused at first, and have made since, is no failure', async () => {
    const event = (message: string) => ({
      type: 'Warning',
      reason: 'FailedCreate',
      message,
      involvedObject: { kind: 'DaemonSet', name: 'server-pod' },
    });
    const early = 'pods "x" is forbidden: error looking up service account cni-testbed-probe/default';
    await start({ events: [event(early)] });
    cluster!.end();
    const status = { desiredNumberScheduled: 2, currentNumberScheduled: 2 };
    await start({ events: [event('exceeded quota')], daemonSetStatus: { 'server-pod': status } });
  });

  test('a log that cannot be read at first is read later', async () => {
    const { observations } = await start({ logsFail: 2 });
    expect(Object.values(observations.logs).every((log) => log.includes('"report":"end"'))).toBe(true);
  });

  test('looks that fail for a while, such as when the API server restarts, end no run', async () => {
    const refused =
      'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?';
    const { observations } = await start({ looksFail: { times: 3, with: refused } });
    expect(Object.keys(observations.logs)).toHaveLength(4);
  });

  test('kubeconfig and context go to every call', async () => {
    await start({}, { kubeconfig: '/k', context: 'kind-x' });
    for (const call of cluster!.calls())
      expect(call.slice(0, 4)).toEqual(['--kubeconfig', '/k', '--context', 'kind-x']);
  });
});

describe('before anything is made', () => {
  const untouched = () => expect(verbs()).not.toContain('apply');

  test('a cluster that cannot be reached is an error that says so', async () => {
    const run = start({
      unreachable:
        'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?',
    });
    expect(await failureOf(run)).toBe(
      'the cluster cannot be reached: The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?. Start it, or name another one with --context or --kubeconfig.',
    );
    untouched();
  });

  test('a context that does not exist is reported otherwise than a cluster that is down', async () => {
    const run = start({ unreachable: 'error: context "nowhere" does not exist' });
    expect(await failureOf(run)).toContain('there is no such cluster in the kubeconfig');
  });

  test('without kubectl the error says that it is not installed', async () => {
    const path = process.env.PATH;
    try {
      process.env.PATH = '/nowhere';
      expect(await failureOf(runCluster({}, quiet))).toContain('kubectl is not installed');
    } finally {
      process.env.PATH = path;
    }
  });

  test('every permission that is missing is named at once', async () => {
    const denied = ['create namespaces', 'delete namespaces', 'create jobs', 'patch jobs', 'get pods'];
    expect(await failureOf(start({ denied }))).toContain(
      'you have no permission to create/patch jobs, get pods, get pods/log in the namespace cni-testbed-probe; to create/delete namespaces in the whole cluster',
    );
    untouched();
  });

  test('nodes that are not Ready are named, and a missing CNI is reported as such', async () => {
    const status = {
      conditions: [
        {
          type: 'Ready',
          status: 'False',
          message: 'container runtime network not ready: cni plugin not initialized',
        },
      ],
    };
    const run = start({ nodes: [apiNode(nodes[0]!), apiNode(nodes[1]!, status)] });
    const text = await failureOf(run);
    expect(text).toContain('1 of 2 nodes are not Ready: worker-1 (container runtime network not ready');
    expect(text).toContain('Install a CNI');
    untouched();
  });

  describe('nodes that are not Ready, whose CNI runs and which have no share of the pod network', () => {
    const conditions = [{ type: 'Ready', status: 'False', message: 'cni plugin not initialized' }];
    const shareless = nodes.map((node) => ({ ...apiNode(node, { conditions }), spec: {} }));

    test('are said to lack shares, with the settings that give them', async () => {
      const text = await failureOf(start({ nodes: shareless }));
      expect(text).toContain(
        'control-plane-1, worker-1 have no share of the pod network (Node.spec.podCIDRs)',
      );
      expect(text).toContain('--allocate-node-cidrs=true --cluster-cidr=');
      expect(text).toContain('networking.podSubnet');
      expect(text).not.toContain('Install a CNI');
      untouched();
    });

    test('are named where only some lack it', async () => {
      const [first, second] = shareless;
      const some = [{ ...first!, spec: { podCIDRs: ['10.244.0.0/24'] } }, second!];
      const text = await failureOf(start({ nodes: some }));
      expect(text).toContain('worker-1 has no share of the pod network');
    });

    test('need a CNI first where none runs', async () => {
      expect(await failureOf(start({ nodes: shareless, daemonSets: [] }))).toContain('Install a CNI');
    });
  });

  test('a run that goes on is left alone, and one that was killed long ago is not waited for', async () => {
    const namespace = (until: string) => ({
      kind: 'Namespace',
      metadata: {
        labels: { 'app.kubernetes.io/managed-by': 'cni-testbed' },
        annotations: { 'cni-testbed/alive-until': until },
      },
    });
    const run = start({ namespace: namespace(new Date(Date.now() + 60_000).toISOString()) });
    expect(await failureOf(run)).toMatch(
      /^another run is under way in the namespace cni-testbed-probe\. Wait/,
    );
    expect(verbs()).not.toContain('delete');
    untouched();
    cluster!.end();
    await start({ namespace: namespace(new Date(Date.now() - 1000).toISOString()) });
  });

  test('of two runs that start at once, the one that comes second touches nothing', async () => {
    expect(await failureOf(start({ taken: true }))).toContain('another run is under way');
    expect(verbs()).not.toContain('delete');
    untouched();
  });

  test('nodes that are not Ready for the same reason are named together', async () => {
    const status = { conditions: [{ type: 'Ready', status: 'False', message: 'no network' }] };
    const run = start({ nodes: nodes.map((node) => apiNode(node, status)) });
    expect(await failureOf(run)).toContain(
      '2 of 2 nodes are not Ready: control-plane-1, worker-1 (no network)',
    );
  });

  test('a namespace of somebody else is not touched', async () => {
    const run = start({ namespace: { kind: 'Namespace', metadata: { labels: { team: 'payments' } } } });
    expect(await failureOf(run)).toContain('was not made by cni-testbed');
    expect(verbs()).not.toContain('delete');
  });
});

describe('a run that fails ends at once, with its reason, a bundle and an empty cluster', () => {
  const cases: [title: string, scenario: object, message: RegExp][] = [
    [
      'an image that cannot be pulled is named',
      {
        pods: {
          'server-pod': {
            phase: 'Pending',
            conditions: [],
            containerStatuses: [
              {
                name: 'pod',
                image: 'mirror.example/node:1',
                state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image' } },
              },
            ],
          },
        },
      },
      /^the image mirror\.example\/node:1 cannot be pulled: .*Name an image that the nodes can pull.*--image/,
    ],
    [
      'a pod that cannot be scheduled says why',
      {
        pods: {
          'server-node-worker-1': {
            phase: 'Pending',
            conditions: [
              {
                type: 'PodScheduled',
                status: 'False',
                reason: 'Unschedulable',
                message:
                  "0/2 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.",
              },
            ],
          },
        },
      },
      /^the pod server-node-worker-1 on worker-1 cannot be scheduled: 0\/2 nodes are available: 1 node\(s\) didn't have free ports/,
    ],
    [
      'a server that does not start says what it ended with',
      {
        pods: {
          'server-node-worker-1': {
            conditions: [],
            containerStatuses: [
              {
                name: 'node',
                image: 'x',
                state: { waiting: { reason: 'CrashLoopBackOff' } },
                lastState: { terminated: { exitCode: 1, message: 'node:worker-1 cannot listen\n' } },
              },
            ],
          },
        },
      },
      /^the pod server-node-worker-1 on worker-1 does not start: CrashLoopBackOff, it ended with exit code 1: node:worker-1 cannot listen\. See its log/,
    ],
    [
      'a pod that waits for its node is reported with that node’s name',
      {
        pods: {
          'server-node-worker-1': {
            nodeName: null,
            phase: 'Pending',
            conditions: [
              {
                type: 'PodScheduled',
                status: 'False',
                reason: 'Unschedulable',
                message: '0/2 nodes are available',
              },
            ],
          },
        },
      },
      /^the pod server-node-worker-1 on worker-1 cannot be scheduled: 0\/2 nodes are available/,
    ],
    [
      'Jobs that somebody removes end the run at once',
      { jobsVanish: true },
      /^the Job probe-node-1-control-plane-1 has been removed while it was needed/,
    ],
    [
      'an evicted pod is reported as such',
      {
        pods: {
          'probe-pod-2': {
            phase: 'Failed',
            reason: 'Evicted',
            message: 'The node was low on resource: memory.',
          },
        },
      },
      /^the pod probe-pod-2-worker-1-x on worker-1 failed: Evicted: The node was low on resource: memory\..*Free what the node is short of/,
    ],
    [
      'a Job whose program fails shows its exit code',
      {
        pods: {
          'probe-node-1': {
            phase: 'Failed',
            containerStatuses: [{ state: { terminated: { exitCode: 1, reason: 'Error' } } }],
          },
        },
        jobs: {
          'probe-node-1': {
            conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }],
          },
        },
      },
      /^the pod probe-node-1-control-plane-1-x on control-plane-1 failed: exit code 1 \(Error\).*and 1 more/,
    ],
    [
      'a Job that takes too long names the flag that gives it more time',
      {
        jobs: {
          'probe-pod-1': {
            conditions: [
              {
                type: 'Failed',
                status: 'True',
                reason: 'DeadlineExceeded',
                message: 'Job was active longer than specified deadline',
              },
            ],
          },
        },
      },
      /^the Job probe-pod-1-control-plane-1 failed: DeadlineExceeded: Job was active longer.*--job-timeout/,
    ],
    [
      'a Job whose pod never starts says what that waits for',
      {
        jobs: {
          'probe-pod-1': { conditions: [{ type: 'Failed', status: 'True', reason: 'DeadlineExceeded' }] },
        },
        events: ['x', 'timed out waiting for the condition', 'y'].map((message, i) => ({
          type: 'Warning',
          reason: 'FailedMount',
          message,
          lastTimestamp: `2026-01-01T00:0${[0, 2, 1][i]}:00Z`,
          involvedObject: { kind: 'Pod', name: 'probe-pod-1-control-plane-1-x' },
        })),
      },
      /failed: DeadlineExceeded; last its pod had FailedMount: timed out waiting for the condition\. Mend what/,
    ],
    [
      'a node that is lost in mid-run ends the run',
      { nodeLost: 'worker-1', jobs: { 'probe-': {} } },
      /^the node worker-1 is no longer Ready: Kubelet stopped posting node status/,
    ],
    [
      'what admission refuses is reported',
      {
        noPods: true,
        events: [
          {
            type: 'Warning',
            reason: 'FailedCreate',
            message: 'pods "x" is forbidden: exceeded quota: compute',
            involvedObject: { kind: 'DaemonSet', name: 'server-pod' },
          },
        ],
      },
      /^DaemonSet server-pod may not make its pods: pods "x" is forbidden: exceeded quota/,
    ],
    [
      'a refusal by the API server is reported in its words',
      {
        applyFails:
          'Error from server (Forbidden): namespaces is forbidden: User "dev" cannot patch resource "namespaces"',
      },
      /^you have no permission for it: .*User "dev" cannot patch resource/,
    ],
    [
      'a right that is taken away in mid-run ends it at once',
      { looksFail: { with: 'Error from server (Forbidden): pods is forbidden' } },
      /^you have no permission for it: .*pods is forbidden/,
    ],
  ];

  test('looks that fail for too long are reported, and what time does not mend at once', async () => {
    const said = async (stderr: string, patienceMs: number) => {
      const attempt = async () => ({ code: 1, stdout: '', stderr });
      const kubectl = Object.assign(new Kubectl(), { attempt });
      return patientLook(kubectl, 'x', patienceMs)();
    };
    const server = 'Error from server: etcdserver: request timed out';
    expect(await said(server, 60_000)).toBeUndefined();
    await expect(said(server, 0)).rejects.toThrow('etcdserver: request timed out');
    const forbidden =
      'Error from server (Forbidden): pods is forbidden: User "dev" cannot list resource "pods"';
    await expect(said(forbidden, 60_000)).rejects.toThrow('you have no permission for it');
  });

  test('a sign of life that the API server does not take in time ends no run', async () => {
    const attempt = () => Promise.reject(new TargetError('kubectl annotate did not end by itself', ''));
    await new Claim(Object.assign(new Kubectl(), { attempt }), 'x').renew();
  });

  test.each(cases)('%s', async (_title, scenario, message) => {
    expect(await failureOf(start(scenario))).toMatch(message);
    expect(verbs().at(-1)).toBe('delete');
    expect(cluster!.objects()).toEqual([]);
    expect(existsSync(join(bundle, 'events.txt'))).toBe(true);
  });

  test('servers that never come up end at the stated time limit, with what they wait for', async () => {
    const pods = {
      'server-guarded-worker-1': {
        phase: 'Pending',
        conditions: [],
        containerStatuses: [{ state: { waiting: { reason: 'ContainerCreating' } } }],
      },
    };
    const text = await failureOf(start({ pods }, { startTimeoutS: 1 }));
    expect(text).toContain('timed out after 1 s waiting until a server of each kind runs on every node');
    expect(text).toContain('server-guarded-worker-1 (ContainerCreating)');
    expect(text).toContain(`Logs and events are in ${bundle}`);
    expect(readdirSync(bundle)).toContain('logs.txt');
  });

  test('a bundle follows no link that lies in its folder, and the failure is reported all the same', async () => {
    const [target, link] = [join(folder, 'target'), join(bundle, 'logs.txt')];
    mkdirSync(bundle);
    writeFileSync(target, 'kept');
    symlinkSync(target, link);
    const pods = { 'server-pod-worker-1': { phase: 'Failed', reason: 'Evicted' } };
    const text = await failureOf(start({ pods }));
    expect(text).toContain(`Logs and events could not be kept: ${link} is a symbolic link`);
    expect(readFileSync(target, 'utf8')).toBe('kept');
    expect(readdirSync(bundle)).toEqual(['logs.txt']);
  });

  test('a cluster that cannot be cleaned says what is left and how to remove it', async () => {
    // What an earlier run left cannot be removed: nothing is made in such a cluster.
    const labels = { 'app.kubernetes.io/managed-by': 'cni-testbed' };
    const namespace = { kind: 'Namespace', metadata: { labels } };
    const text = await failureOf(start({ namespace, deleteFails: 'Error from server (Timeout)' }));
    expect(text).toContain('kubectl delete namespace cni-testbed-probe');
    expect(verbs()).not.toContain('apply');
  });

  test('an interrupt in mid-run removes everything, once', async () => {
    let interrupt: () => Promise<void> = async () => {};
    const run = start(
      { jobs: { 'probe-': {} } },
      {},
      {
        onInterrupt: (cleanup) => {
          interrupt = cleanup;
          return () => {};
        },
        stage: (name) => {
          if (name === 'probing') void jobsApplied().then(() => interrupt());
        },
      },
    );
    expect(await failureOf(run)).toContain('interrupted');
    await interrupt();
    expect(cluster!.objects()).toEqual([]);
    expect(verbs().filter((verb) => verb === 'delete')).toHaveLength(1);
    expect(verbs().lastIndexOf('apply')).toBeLessThan(verbs().lastIndexOf('delete'));
  });
});
