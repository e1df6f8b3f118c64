import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunOptions, RunWatcher } from '../../lib/kubernetes/runner/options';
import { runCluster } from '../../lib/kubernetes/runner/run-cluster';
import { TargetError } from '../../lib/target-error';
import { apiNode, FakeCluster, fakeNodes, healthyScenario } from './fake-cluster';

// Every call of the scripted kubectl is a process.
jest.setTimeout(60_000);

const nodes = fakeNodes(2);
let cluster: FakeCluster | undefined;
let bundle = '';

beforeEach(() => {
  bundle = join(mkdtempSync(join(tmpdir(), 'bundle-')), 'bundle');
});

afterEach(() => {
  cluster?.end();
  cluster = undefined;
  rmSync(bundle, { recursive: true, force: true });
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

  test('--keep leaves everything', async () => {
    await start({}, { keep: true });
    expect(cluster!.objects().map(({ kind }) => kind)).toContain('DaemonSet');
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

  test('a context that does not exist is told from a cluster that is down', async () => {
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
    const run = start({ denied: ['create namespaces', 'create daemonsets'] });
    expect(await failureOf(run)).toContain(
      'you have no permission to create namespaces, create daemonsets in the namespace cni-testbed-probe',
    );
    untouched();
  });

  test('nodes that are not Ready are named, and a missing CNI is told as such', async () => {
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
                lastState: { terminated: { exitCode: 1 } },
              },
            ],
          },
        },
      },
      /^the pod server-node-worker-1 on worker-1 does not start: CrashLoopBackOff, it ended with exit code 1/,
    ],
    [
      'an evicted pod is told as such',
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
      'a node that is lost in mid-run ends the run',
      { nodeLost: 'worker-1', jobs: { 'probe-': {} } },
      /^the node worker-1 is no longer Ready: Kubelet stopped posting node status/,
    ],
    [
      'what admission refuses is told',
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
      'a refusal by the API server is told in its words',
      {
        applyFails:
          'Error from server (Forbidden): namespaces is forbidden: User "dev" cannot patch resource "namespaces"',
      },
      /^you have no permission for it: .*User "dev" cannot patch resource/,
    ],
  ];

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
    expect(text).toContain('within 1 s it did not happen that a server of each kind runs on every node');
    expect(text).toContain('server-guarded-worker-1 (ContainerCreating)');
    expect(text).toContain(`Logs and events are in ${bundle}`);
    expect(readdirSync(bundle)).toContain('logs.txt');
  });

  test('a cluster that cannot be cleaned says what is left and how to remove it', async () => {
    // The first removal, before the run, fails likewise: nothing is made in a cluster that cannot be cleaned.
    const text = await failureOf(start({ deleteFails: 'Error from server (Timeout)' }));
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
          if (name === 'probing') setTimeout(() => void interrupt(), 300);
        },
      },
    );
    expect(await failureOf(run)).toContain('interrupted');
    await interrupt();
    expect(cluster!.objects()).toEqual([]);
    expect(verbs().filter((verb) => verb === 'delete')).toHaveLength(2); // one before the run, one after
    expect(verbs().lastIndexOf('apply')).toBeLessThan(verbs().lastIndexOf('delete'));
  });
});
