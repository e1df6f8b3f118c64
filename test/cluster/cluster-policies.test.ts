/** Policies of the whole cluster: made where that means something, asked for, and gone with the run. */
import type { CheckResult } from '../../lib/check';
import { judgeCluster } from '../../lib/cluster/judge-cluster';
import { clusterPolicies } from '../../lib/cluster/manifests/cluster-policies';
import { runCluster } from '../../lib/cluster/runner/run-cluster';
import { probePort } from '../../lib/net';
import type { ReportedObservation } from '../../lib/prober/questions/report';
import { type ProbeSettings, withoutClusterPolicies } from '../../lib/prober/questions/settings';
import type { Results } from '../../lib/results';
import { agents, FakeCluster, fakeNodes, healthyScenario, type ReportOptions } from './fake-cluster';
import { observations } from './fake-observations';

const run = { startedAt: new Date(0), tool: 'test', target: 'kubernetes' } as const;
const judged = (options: ReportOptions = {}) =>
  judgeCluster(observations({ tiers: true, ...options }), { name: 'cluster' }, run);
const ofTiers = ({ checks }: Results) => checks.filter(({ id }) => id.endsWith('-tier'));
const verdictsOf = (checks: readonly CheckResult[]) =>
  new Set(checks.map(({ id, verdict }) => `${id} ${verdict}`));

describe('where they were made,', () => {
  test('a denial of the tier Admin keeps out what a namespace lets in, and one of Baseline does not', () => {
    const checks = ofTiers(judged());
    expect(checks).toHaveLength(36);
    expect(verdictsOf(checks)).toEqual(new Set(['policy/admin-tier pass', 'policy/baseline-tier pass']));
  });

  type Change = NonNullable<ReportOptions['change']>;
  const answered: Change = (answer) => ({
    ...answer,
    ...{ reachable: true, answeredBy: answer.to, failure: undefined },
  });
  const silent: Change = (answer) => ({
    ...answer,
    ...{ reachable: false, answeredBy: undefined, failure: { code: 'no-answer', afterMs: 1500 } },
  });
  const where =
    (asked: ReportedObservation['asked'], change: Change): Change =>
    (answer, from) =>
      answer.asked === asked ? change(answer, from) : answer;

  test.each<[string, ReportedObservation['asked'], Change]>([
    ['policy-admin-tier', 'policy/admin-tier', answered],
    ['policy-baseline-tier', 'policy/baseline-tier', silent],
  ])('the other way round is the cause %s', (code, asked, change) => {
    const results = judged({ change: where(asked, change) });
    expect(results.summary.fail).toBe(18);
    expect(results.diagnoses.map((one) => one.code)).toEqual([code]);
  });

  test('silence of a pod that answers nobody proves no denial', () => {
    const checks = ofTiers(judged({ change: where('policy/allow', silent) }));
    expect(checks.filter(({ id }) => id === 'policy/admin-tier').map(({ why }) => why?.code)).toEqual(
      Array(18).fill('no-control'),
    );
  });
});

test.each(withoutClusterPolicies)(
  'where they were not, for the reason %s, it is a skip that says so',
  (because) => {
    const file = observations();
    const settings = { ...JSON.parse(file.settings), clusterPolicies: because };
    const results = judgeCluster({ ...file, settings: JSON.stringify(settings) }, { name: 'cluster' }, run);
    expect(ofTiers(results).map(({ verdict, why }) => [verdict, why])).toEqual(
      Array(2).fill(['skip', { code: 'no-cluster-policies', because, cni: 'calico' }]),
    );
  },
);

test('files of older versions claim nothing of them', () => {
  expect(ofTiers(judgeCluster(observations(), { name: 'cluster' }, run))).toEqual([]);
});

describe('the objects', () => {
  const objects = clusterPolicies({ namespace: 'probes', uid: 'u', version: 'v1alpha2' }) as unknown as {
    metadata: { name: string; ownerReferences: object[] };
    spec: { tier: string; subject: object; ingress: { from: object[]; protocols: object[] }[] };
  }[];

  test('are owned by the namespace, so that they go with it', () => {
    for (const { metadata } of objects)
      expect(metadata.ownerReferences).toEqual([
        { apiVersion: 'v1', kind: 'Namespace', name: 'probes', uid: 'u' },
      ]);
    expect(objects.map(({ metadata }) => metadata.name)).toEqual(['probes-admin', 'probes-baseline']);
  });

  test('touch pods of that namespace alone, each tier on a port of its own', () => {
    const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': 'probes' } };
    for (const { spec } of objects) {
      expect(spec.subject).toMatchObject({ pods: { namespaceSelector } });
      expect(spec.ingress[0]!.from).toMatchObject([{ pods: { namespaceSelector } }]);
    }
    const ports = objects.map(({ spec }) => [spec.tier, spec.ingress[0]!.protocols[0]]);
    expect(ports).toEqual([
      ['Admin', { tcp: { destinationPort: { number: probePort + 2 } } }],
      ['Baseline', { tcp: { destinationPort: { number: probePort + 3 } } }],
    ]);
  });
});

describe('the runner', () => {
  const nodes = fakeNodes(2);
  const watcher = { stage: () => {}, done: () => {}, onInterrupt: () => () => {} };
  const group = '/apis/policy.networking.k8s.io';
  const known = { [group]: { versions: [{ version: 'v1beta1' }, { version: 'v1alpha2' }] } };
  const tier = { 'tiers.crd.projectcalico.org kube-admin': { metadata: { name: 'kube-admin' } } };
  const settingsOf = (on: string) => ({
    'configmaps cilium-config': { data: { 'enable-k8s-cluster-network-policy': on } },
  });

  async function madeOn(scenario: object) {
    const cluster = new FakeCluster({ ...healthyScenario(nodes), ...scenario });
    try {
      const done = await runCluster({ pollMs: 1 }, watcher);
      const settings: ProbeSettings = JSON.parse(done.observations.settings);
      return { outcome: settings.clusterPolicies, calls: cluster.calls(), left: cluster.objects() };
    } finally {
      cluster.end();
    }
  }
  const isAbout = (call: readonly string[]) =>
    call.some((word) => word.startsWith('clusternetworkpolicies.'));

  test('makes them where API and CNI have them, and removes them before the namespace', async () => {
    const { outcome, calls, left } = await madeOn({ said: { ...known, ...tier } });
    expect(outcome).toBe('made');
    const deletions = calls.filter((call) => call.includes('delete'));
    expect(deletions.map((call) => call.slice(0, 4))).toEqual([
      [
        ...['delete', 'clusternetworkpolicies.policy.networking.k8s.io'],
        ...['cni-testbed-probe-admin', 'cni-testbed-probe-baseline'],
      ],
      ['delete', 'namespace', 'cni-testbed-probe', '--ignore-not-found'],
    ]);
    expect(left).toEqual([]);
  });

  test('removes them where the run fails too', async () => {
    const cluster = new FakeCluster({
      ...healthyScenario(nodes),
      said: { ...known, ...tier },
      jobs: { 'probe-node-1': { conditions: [{ type: 'Failed', status: 'True', reason: 'Broken' }] } },
    });
    await expect(runCluster({ pollMs: 1, bundle: `${cluster.folder}/bundle` }, watcher)).rejects.toThrow(
      /failed/,
    );
    expect(cluster.calls().some((call) => call.includes('delete') && isAbout(call))).toBe(true);
    expect(cluster.objects()).toEqual([]);
    cluster.end();
  });

  test.each<[NonNullable<ProbeSettings['clusterPolicies']>, string, object]>([
    ['not-enforced', 'the CNI has none', { daemonSets: agents('kube-flannel-ds'), said: known }],
    ['no-api', 'the API has none', { said: tier }],
    ['not-said', 'the CNI is too old to have a tier for them', { said: known }],
    [
      'not-said',
      'the CNI has them switched off',
      { daemonSets: agents('cilium'), said: { ...known, ...settingsOf('false') } },
    ],
    [
      'made',
      'the CNI has them switched on',
      { daemonSets: agents('cilium'), said: { ...known, ...settingsOf('true') } },
    ],
    [
      'not-permitted',
      'one may not remove them again',
      { said: { ...known, ...tier }, denied: ['delete clusternetworkpolicies'] },
    ],
    [
      'refused',
      'the API server takes none',
      { said: { ...known, ...tier }, refused: 'ClusterNetworkPolicy' },
    ],
  ])('says %s where %s, and goes on', async (outcome, _, scenario) => {
    expect((await madeOn(scenario)).outcome).toBe(outcome);
  });

  test('asks for no right on them where it makes none', async () => {
    const { calls } = await madeOn({ said: known });
    expect(calls.filter(isAbout)).toEqual([]);
    expect(calls.filter((call) => call[0] === 'create')).toHaveLength(2); // the rights of every run, and the namespace
  });
});
