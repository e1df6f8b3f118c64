/** CNIs that hand out addresses by themselves, and nodes that have no share: nothing is invented in its place. */
import type { Given } from '../../lib/cluster/cluster-testbed';
import { judgeCluster } from '../../lib/cluster/judge-cluster';
import type { ClusterObservations } from '../../lib/cluster/observations';
import { valuesOf } from '../../lib/net';
import { parseSpec } from '../../lib/plan';
import { planTable, styleFor } from '../../lib/report';
import { type Results, readResults } from '../../lib/results';
import { renderHtml } from '../../lib/run';
import { testbed } from '../../lib/testbed';
import { fakeNodes } from './fake-cluster';
import { observations } from './fake-observations';

const run = { startedAt: new Date(0), endedAt: new Date(1000), tool: 'test', target: 'kubernetes' } as const;
const judged = (seen: ClusterObservations, given: Partial<Given> = {}) =>
  judgeCluster(seen, { name: 'cluster', ...given }, run);
const sharesOf = ({ plan }: Results) => plan.nodes.map(({ podCidr }) => podCidr && valuesOf(podCidr).join());
const tableOf = ({ plan }: Results) => planTable(plan, styleFor(false));

/** Pods of three nodes in 172.16.20.0, 172.16.27.0 and 172.16.34.0, beside shares that nobody uses. */
const elsewhere = () =>
  observations({
    nodes: fakeNodes(3).map((node, i) => {
      const pod = (host: number) => `172.16.${20 + 7 * i}.${host}`;
      return { ...node, pods: [pod(2), pod(3), pod(4)] };
    }),
  });

/** The last of three nodes has no share. */
const shareless = (agent?: string): ClusterObservations => {
  const seen = observations({ agent });
  return { ...seen, nodes: seen.nodes.map((node, i) => (i === 2 ? { ...node, spec: {} } : node)) };
};

describe('a cluster whose CNI hands out the pods’ addresses by itself', () => {
  const results = judged(elsewhere());

  test('has nodes without shares, and a pod network that is what was seen of it', () => {
    expect(sharesOf(results)).toEqual([undefined, undefined, undefined]);
    expect(results.plan.nodes.every(({ podGateway }) => podGateway === undefined)).toBe(true);
    expect(`${results.plan.podCidr.ipv4}`).toBe('172.16.0.0/18');
    expect(results.plan.seen).toContain('podCidr');
  });

  test('says nowhere how many pods fit, as nobody knows', () => {
    expect(results.plan.capacity.nodeShares).toBeUndefined();
    expect(results.plan.capacity.podsPerNode).toBeUndefined();
  });

  test('is shown so, in all reports', async () => {
    expect(tableOf(results)).toMatch(/worker-1 +a +192\.168\.1\.11 +not by share +172\.16\.27\.2/);
    const html = await renderHtml(readResults(JSON.stringify(results)));
    expect(html).toContain('not by share');
    expect(tableOf(results) + html).not.toMatch(/0\.0\.0\.0\/0|share and the same|one and the same/);
  });

  test('keeps the planned pod network where that holds what was seen', () => {
    const wide = testbed(parseSpec({ cni: 'calico', podCidr: '172.16.0.0/16' }));
    const { plan } = judged(elsewhere(), { testbed: wide });
    expect([`${plan.podCidr.ipv4}`, plan.seen]).toEqual(['172.16.0.0/16', ['nodeCidr']]);
    const other = judged(elsewhere(), { testbed: testbed(parseSpec({ cni: 'calico' })) });
    expect([`${other.plan.podCidr.ipv4}`, other.plan.seen]).toEqual([
      '172.16.0.0/18',
      ['podCidr', 'nodeCidr'],
    ]);
  });
});

describe('a cluster with a node that has no share', () => {
  const results = judged(shareless());

  test('has none for that node, and the others’ as they are', () => {
    expect(sharesOf(results)).toEqual(['10.244.0.0/24', '10.244.1.0/24', undefined]);
    expect(tableOf(results)).toMatch(/worker-2 +a +192\.168\.1\.12 +not by share +10\.244\.2\.2/);
  });

  test('counts the pods that fit in the shares that there are', () => {
    expect(results.plan.capacity).toMatchObject({ podsPerNode: 253 });
  });

  test('is not predicted, for that reason', () => {
    const flannel = testbed(parseSpec({ cni: 'flannel' }));
    expect(judged(shareless('kube-flannel-ds'), { testbed: flannel }).notes[0]).toBe(
      'Nothing is predicted: worker-2 has no share of the pod network (Node.spec.podCIDRs)',
    );
  });
});

test('of a cluster without a plan, what the ranges have room for is not said', () => {
  const { plan } = judged(observations());
  expect(plan.seen).toEqual(['podCidr', 'serviceCidr', 'nodeCidr']);
  expect(plan.capacity).toEqual({ podsPerNode: 253, nodeAddresses: { a: { used: 3 } } });
});
