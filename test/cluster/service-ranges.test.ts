/** The ranges of Services that a cluster's API says, against the plan and against what else has addresses. */
import { judgeCluster } from '../../lib/cluster/judge-cluster';
import { type ClusterObservations, parseObservations } from '../../lib/cluster/observations';
import { runCluster } from '../../lib/cluster/runner/run-cluster';
import { parseSpec } from '../../lib/plan';
import { testbed } from '../../lib/testbed';
import { FakeCluster, fakeNodes, healthyScenario } from './fake-cluster';
import { observations } from './fake-observations';

const run = { startedAt: new Date(0), tool: 'test', target: 'kubernetes' } as const;
const object = (name: string, ...cidrs: string[]) => ({ metadata: { name }, spec: { cidrs } });
const own = object('kubernetes', '10.96.0.0/16');
const built = testbed(
  parseSpec({
    name: 'planned',
    controlPlanes: 1,
    workers: 2,
    cni: 'calico',
    serviceCidr: '10.96.0.0/16',
    reserved: [{ name: 'the office', cidr: '172.16.0.0/16' }],
  }),
);

function judged(serviceCidrs?: ClusterObservations['serviceCidrs'], given: { testbed?: typeof built } = {}) {
  const file = { ...observations(), ...(serviceCidrs && { serviceCidrs }) };
  return judgeCluster(parseObservations(file), { name: 'cluster', ...given }, run);
}
const checksOf = (results: ReturnType<typeof judged>) =>
  results.checks.filter(({ id }) => id === 'address/service-range');
const whyOf = (results: ReturnType<typeof judged>) => checksOf(results).map(({ why }) => why);

describe('of a cluster without the API', () => {
  test('nothing is claimed', () => {
    expect(checksOf(judged(undefined, { testbed: built }))).toEqual([]);
    expect(checksOf(judged([], { testbed: built }))).toEqual([]);
  });

  test('the range is guessed around the Services that were seen, and that is said', () =>
    expect(judged().plan.seen).toContain('serviceCidr'));
});

describe('of a cluster with one range', () => {
  test('it is the cluster’s range of Services, and no guess', () => {
    const { plan } = judged([own]);
    expect([`${plan.serviceCidr.ipv4}`, plan.seen]).toEqual(['10.96.0.0/16', ['podCidr', 'nodeCidr']]);
  });

  test('that is planned the check passes, and without a plan too', () => {
    expect(`${built.plan.serviceCidr.ipv4}`).toBe('10.96.0.0/16');
    for (const results of [judged([own]), judged([own], { testbed: built })])
      expect(checksOf(results).map(({ verdict }) => verdict)).toEqual(['pass']);
  });

  test('that is not the planned one it is said, with both', () => {
    const results = judged([object('kubernetes', '10.112.0.0/16')], { testbed: built });
    expect(whyOf(results)).toEqual([
      { code: 'range-missing', planned: '10.96.0.0/16', has: ['10.112.0.0/16'] },
    ]);
    expect(results.diagnoses.map(({ code }) => code)).toContain('service-range-missing');
  });
});

describe('a further range', () => {
  test('that overlaps nothing fails nothing', () =>
    expect(checksOf(judged([own, object('more', '10.200.0.0/24')], { testbed: built }))[0]!.verdict).toBe(
      'pass',
    ));

  test.each([
    ['a pod’s address', '10.244.0.0/29', { of: 'pods', with: '10.244.0.2' }],
    ['a node’s share', '10.244.1.128/25', { of: 'pods', with: '10.244.1.0/24' }],
    ['a node’s address', '192.168.1.8/29', { of: 'nodes', with: '192.168.1.10' }],
  ])('that overlaps %s is said without a plan', (_, range, overlap) => {
    const results = judged([own, object('more', range)]);
    expect(whyOf(results)).toMatchObject([{ code: 'range-overlaps', range, of: overlap.of }]);
    expect(results.diagnoses.map(({ code }) => code)).toEqual(['service-range-overlaps']);
  });

  test.each([
    ['pods', '10.244.200.0/24', '10.244.0.0/16'],
    ['nodes', '192.168.1.128/25', '192.168.1.0/24'],
    ['reserved', '172.16.4.0/24', '172.16.0.0/16'],
  ])(
    'that overlaps the planned range of %s is said, though nobody has an address there yet',
    (of, range, other) => {
      expect(whyOf(judged([own, object('more', range)]))).toEqual([undefined]);
      const results = judged([own, object('more', range)], { testbed: built });
      expect(whyOf(results)).toEqual([{ code: 'range-overlaps', range, of, with: other }]);
      const found = results.diagnoses.find(({ code }) => code === 'service-range-overlaps');
      expect(found?.remedy).toContain('kubectl get servicecidrs,ipaddresses');
    },
  );
});

test('a range that is none is refused with its place', () =>
  expect(() => judged([object('kubernetes', '10.96.0.0')])).toThrow(
    /serviceCidrs\.0 \(kubernetes\)\.spec\.cidrs\.0/,
  ));

describe('the runner', () => {
  const nodes = fakeNodes(2);
  const watcher = { stage: () => {}, done: () => {}, onInterrupt: () => () => {} };

  async function gathered(serviceCidrs?: object) {
    const cluster = new FakeCluster({ ...healthyScenario(nodes), serviceCidrs });
    try {
      return await runCluster({ pollMs: 1 }, watcher);
    } finally {
      cluster.end();
    }
  }

  test('reads them where there are some', async () => {
    const { observations: file, notes } = await gathered({ items: [own] });
    expect(file.serviceCidrs).toEqual([own]);
    expect(notes).toEqual([]);
  });

  test('says nothing where the API knows none', async () => {
    const { observations: file, notes } = await gathered();
    expect([file.serviceCidrs, notes]).toEqual([undefined, []]);
  });

  test('says so where they may not be read, and goes on', async () => {
    const refused = 'Error from server (Forbidden): servicecidrs.networking.k8s.io is forbidden';
    const { observations: file, notes } = await gathered({ refused });
    expect(file.serviceCidrs).toBeUndefined();
    expect(notes).toMatchObject([
      expect.stringMatching(
        /^Nothing is said of servicecidrs.networking.k8s.io: you have no permission for it/,
      ),
    ]);
  });
});
