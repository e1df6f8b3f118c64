import type { DaemonSet } from 'kubernetes-types/apps/v1';
import type { Job } from 'kubernetes-types/batch/v1';
import type { PodSpec } from 'kubernetes-types/core/v1';
import { clusterNode } from '../../../lib/cluster/cluster-node';
import { type KubernetesObject, namespace, yamlOf } from '../../../lib/cluster/manifests';
import { jobSteps, turnTimeoutS } from '../../../lib/cluster/measure/job-steps';
import { agentsJob } from '../../../lib/cluster/measure/manifests/agents';
import { isolationPolicies } from '../../../lib/cluster/measure/manifests/isolation';
import { stepsMap, turnJobs } from '../../../lib/cluster/measure/manifests/jobs';
import type { MeasureManifest } from '../../../lib/cluster/measure/manifests/options';
import { changing, idle, policies } from '../../../lib/cluster/measure/manifests/policies';
import { serverOn, servers } from '../../../lib/cluster/measure/manifests/servers';
import { services } from '../../../lib/cluster/measure/manifests/services';
import { startJob } from '../../../lib/cluster/measure/manifests/starts';
import { measuredPairs } from '../../../lib/cluster/measure/pairs';
import { Places } from '../../../lib/cluster/measure/places';
import { readyDaemonSets } from '../../../lib/cluster/measure/ready/manifests';
import { ownerLabel } from '../../../lib/cluster/words';
import { stepsOf } from '../../../lib/measure';
import { apiNode, fakeNodes } from '../fake-cluster';
import { nodes, reportOf } from './fake-measuring';

const manifest: MeasureManifest = {
  ...{ namespace: 'probes', image: 'docker.io/library/node:24.16.0-alpine', keep: false },
  ...{ nodes: ['worker-1', 'worker-2'], policies: [1, 3], isolation: true },
};
const [, one, other] = nodes as [never, (typeof nodes)[0], (typeof nodes)[0]];
const pair = { from: one.name, to: other.name };
const places = new Places(
  manifest.nodes,
  [one, other].flatMap((node) => [
    ...(['node', 'pod'] as const).map((network) => ({
      ...{ network, policies: 0, node: node.name, report: reportOf(network, node) },
      address: { ipv4: network === 'node' ? node.address : node.pods[0] },
    })),
    ...manifest.policies.map((count) => ({
      ...{ network: 'pod' as const, policies: count, node: node.name, report: reportOf('pod', node) },
      address: { ipv4: node.pods[2] },
    })),
  ]),
  [{ metadata: { name: 'to-2-worker-2' }, spec: { clusterIPs: ['10.96.0.7'] } }],
);
const steps = stepsOf(pair, {
  ...{ works: ['rtt', 'udp-large'], families: ['ipv4'], sameNode: true, service: true, policies: [1, 3] },
});
const timeoutS = turnTimeoutS(steps);
const turn = { node: one.name, turn: 6, pair: 0, timeoutS };
const objects: readonly KubernetesObject[] = [
  namespace(manifest),
  ...servers(manifest),
  ...services(manifest),
  ...policies(manifest),
  ...isolationPolicies(manifest),
  changing(manifest, serverOn(0), false),
  idle(manifest, serverOn(0), 'idle', 0),
  ...readyDaemonSets(manifest, { [one.name]: [one.address], [other.name]: [other.address] }),
  agentsJob(manifest, { node: one.name, uids: ['u0'] }, 0),
  ...(['first', 'isolated', 'silence', 'way'] as const).map((kind) =>
    startJob(manifest, { kind, node: one.name, address: other.pods[0], pods: 10 }, 0),
  ),
  stepsMap(manifest, 0, jobSteps(pair, steps, places, timeoutS)),
  ...turnJobs(manifest, turn),
];
const nameOf = ({ kind, metadata }: KubernetesObject) => `${kind} ${metadata?.name}`;

test.each(objects.map((object) => [nameOf(object), object]))(
  '%s follows the schema of its kind',
  (_, object) => {
    const models = require(`kubernetes-models/${object.apiVersion}`) as Record<
      string,
      new (
        data: object,
      ) => { validate(): void }
    >;
    expect(() => new models[object.kind!]!(object).validate()).not.toThrow();
  },
);

test('the objects are these', () => {
  const text = yamlOf(objects.filter(({ metadata }) => !/worker-2$|^server-3/.test(metadata?.name ?? '')));
  expect(text).toMatchSnapshot();
});

const pods = objects.flatMap((object): [string, PodSpec][] =>
  object.kind === 'DaemonSet' || object.kind === 'Job'
    ? [[nameOf(object), (object as DaemonSet | Job).spec!.template.spec!]]
    : [],
);

test.each(pods)('%s has no more power than it needs, and no limit on processor time', (name, spec) => {
  expect(spec).toMatchObject({
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  });
  expect(spec.hostNetwork ?? false).toBe(/server-node|measure-node|address-book/.test(name));
  const folders = spec.volumes!.flatMap(({ hostPath }) => hostPath?.path ?? []);
  expect(folders).toEqual(name.startsWith('Job agents-') ? ['/sys/fs/cgroup'] : []);
  for (const { name: volume, readOnly } of spec.containers[0]!.volumeMounts!)
    if (volume === 'host') expect(readOnly).toBe(true);
  const [container] = spec.containers;
  expect(container!.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
  expect(container!.resources!.limits).toEqual({ memory: expect.any(String) });
  // A probe that is asked for as long as the pod runs starts a process beside what is measured.
  expect([container!.readinessProbe, container!.livenessProbe]).toEqual([undefined, undefined]);
});

test('everything carries the owner’s label, pods included', () => {
  for (const object of objects as (DaemonSet & KubernetesObject)[]) {
    expect(object.metadata!.labels).toMatchObject(ownerLabel);
    if (object.kind === 'DaemonSet') expect(object.spec!.template.metadata!.labels).toMatchObject(ownerLabel);
  }
});

test('Jobs that are kept have no end, and others go by themselves', () => {
  const stays = (keep: boolean) =>
    turnJobs({ ...manifest, keep }, turn).map(({ spec }) => spec!.ttlSecondsAfterFinished);
  expect([stays(false), stays(true)]).toEqual([
    [300, 300],
    [undefined, undefined],
  ]);
});

test('each step has the address at its end, and datagrams the size that pods send uncut, on every path', () => {
  const { turns, steps: given } = jobSteps(pair, steps, places, timeoutS);
  expect(turns).toEqual({ address: one.address, port: 27_434 });
  const seen = given.map(({ by, task }, i) => [
    by,
    steps[i]!.path,
    steps[i]!.policies,
    task.address,
    task.packet,
  ]);
  expect(seen).toEqual([
    ['node', 'node-to-node', undefined, other.address, undefined],
    ['pod', 'pod-to-pod', undefined, other.pods[0], undefined],
    ['pod', 'pod-to-service', undefined, '10.96.0.7', undefined],
    ['pod', 'pod-to-service', undefined, '10.96.0.7', undefined],
    ['pod', 'pod-to-pod', undefined, other.pods[0], undefined],
    ['node', 'node-to-node', undefined, other.address, undefined],
    ['node', 'node-to-node/same-node', undefined, one.address, undefined],
    ['pod', 'pod-to-pod/same-node', undefined, one.pods[0], undefined],
    ['node', 'node-to-node', undefined, other.address, 1450],
    ['pod', 'pod-to-pod', undefined, other.pods[0], 1450],
    ['pod', 'pod-to-pod', undefined, other.pods[0], 1450],
    ['node', 'node-to-node', undefined, other.address, 1450],
    ...[1, 3, 3, 1].map((count) => ['pod', 'pod-to-pod', count, other.pods[2], undefined]),
  ]);
});

test('of a server’s policies all but the last by name let in nobody', () => {
  const of3 = policies(manifest).filter(
    ({ spec }) => spec!.podSelector!.matchLabels!['cni-testbed/policies'] === '3',
  );
  expect(
    of3
      .map(({ metadata }) => metadata!.name)
      .sort()
      .at(-1),
  ).toBe('letting-in-3');
  expect(of3.map(({ spec }) => spec!.ingress![0]!.from![0]!.ipBlock?.cidr)).toEqual([
    ...['192.0.2.1/32', '192.0.2.1/32'],
    undefined,
  ]);
});

describe('pairs', () => {
  const named = (zones: readonly string[]) =>
    fakeNodes(zones.length + 1).map((node, i) => {
      const { metadata, ...rest } = apiNode(node);
      const zone = zones[i - 1] ?? 'a';
      const labels = { ...metadata!.labels, 'topology.kubernetes.io/zone': zone };
      return clusterNode({ ...rest, metadata: { ...metadata, labels } });
    });
  const pairsOf = (zones: readonly string[], most: number) =>
    measuredPairs(named(zones), most).map(({ from, to }) => `${from} ${to}`.replaceAll('worker-', ''));

  test('are of workers, in both directions', () => {
    expect(pairsOf(['a', 'a'], 3)).toEqual(['1 2', '2 1']);
  });

  test('use no node twice where there are enough', () => {
    expect(pairsOf(['a', 'a', 'a', 'a', 'a', 'a', 'a'], 3)).toEqual([
      '1 2',
      '2 1',
      '3 4',
      '4 3',
      '5 6',
      '6 5',
    ]);
  });

  test('of three workers are all three', () => {
    expect(pairsOf(['a', 'a', 'a'], 3)).toEqual(['1 2', '2 1', '1 3', '3 1', '2 3', '3 2']);
  });

  test('are within a zone where that is possible', () => {
    expect(pairsOf(['a', 'b', 'a', 'b'], 2)).toEqual(['1 3', '3 1', '2 4', '4 2']);
    expect(pairsOf(['a', 'b'], 2)).toEqual(['1 2', '2 1']);
  });

  test('where there is one worker, are of all nodes', () => {
    expect(measuredPairs(named(['a']), 3)).toEqual([
      { from: 'control-plane-1', to: 'worker-1' },
      { from: 'worker-1', to: 'control-plane-1' },
    ]);
  });
});
