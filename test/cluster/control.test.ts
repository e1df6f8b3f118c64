import type { Service } from 'kubernetes-types/core/v1';
import type { EndpointSlice } from 'kubernetes-types/discovery/v1';
import { clusterNode } from '../../lib/cluster/cluster-node';
import { controlPorts } from '../../lib/cluster/control/ports';
import { judgeCluster } from '../../lib/cluster/judge-cluster';
import { parseObservations } from '../../lib/cluster/observations';
import type { ReportedObservation } from '../../lib/prober/questions/report';
import { apiNode, apiServerObjects, fakeNodes, kubeletPort } from './fake-cluster';
import { observations } from './fake-observations';

const nodes = fakeNodes(3);
const run = { startedAt: new Date(0), tool: 'test', target: 'kubernetes' } as const;
const objects = apiServerObjects(nodes);

/** Judged, with the ports of Kubernetes asked. */
function judged(change?: (answer: ReportedObservation, from: string) => ReportedObservation | undefined) {
  const results = judgeCluster(observations({ control: true, change }), { name: 'cluster' }, run);
  const checks = results.checks.filter(({ id }) => id.startsWith('control/'));
  return { checks, diagnoses: results.diagnoses };
}

const lost = (answer: ReportedObservation): ReportedObservation => {
  const { answeredBy: _nobody, ...rest } = answer;
  return { ...rest, reachable: false, failure: { code: 'no-answer', afterMs: 1500 } };
};

test('the API server is asked by its own address and by its ClusterIP, and the kubelets by the control plane', () => {
  const { checks } = judged();
  expect(checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  const of = (id: string, to: string) => checks.filter((check) => check.id === id && check.to === to).length;
  // Six clients, of which the control plane's own node is not asked by itself.
  expect(of('control/api-server', 'node:control-plane-1')).toBe(5);
  expect(of('control/api-server', 'service:kubernetes')).toBe(6);
  expect(of('control/kubelet', 'node:worker-1')).toBe(1);
  expect(checks).toHaveLength(13);
});

test('files of runs that did not ask have no such checks', () => {
  const { checks } = judgeCluster(observations(), { name: 'cluster' }, run);
  expect(checks.filter(({ id }) => id.startsWith('control/'))).toEqual([]);
});

test('an API server that only its own address leads to is a matter of Services', () => {
  const { checks, diagnoses } = judged((answer) =>
    answer.asked === 'control/api-server' && answer.to === 'service:kubernetes' ? lost(answer) : answer,
  );
  expect(checks.filter(({ verdict }) => verdict === 'fail')).toHaveLength(6);
  expect(diagnoses).toMatchObject([{ code: 'api-server-by-service', explains: 6 }]);
});

test('an API server that nobody reaches is named', () => {
  const { diagnoses } = judged((answer) => (answer.asked === 'control/api-server' ? lost(answer) : answer));
  expect(diagnoses).toMatchObject([{ code: 'api-server-unreached', explains: 11 }]);
});

test('a kubelet that the control plane does not reach is named with its node', () => {
  const { diagnoses } = judged((answer) =>
    answer.asked === 'control/kubelet' && answer.to === 'node:worker-1' ? lost(answer) : answer,
  );
  expect(diagnoses).toMatchObject([
    { code: 'kubelet-unreached', explains: 1, details: { nodes: ['worker-1'] } },
  ]);
});

test('a Job of the run that says nothing of it has failed it', () => {
  const { checks } = judged((answer) => (answer.asked === 'control/kubelet' ? undefined : answer));
  expect(checks.filter(({ why }) => why?.code === 'not-reported').map(({ to }) => to)).toEqual([
    'node:worker-1',
    'node:worker-2',
  ]);
});

test('where the API says nothing of its servers, each client skips them with the reason', () => {
  const seen = { ...observations({ control: true }), control: { services: [], endpointSlices: [] } };
  const { checks } = judgeCluster(seen, { name: 'cluster' }, run);
  const skipped = checks.filter(({ why }) => why?.code === 'no-api-server-address');
  expect(skipped.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(
    Array(6).fill('control/api-server skip'),
  );
});

test('where no tested node is a control plane, the API server is asked and kubelets are skipped with the reason', () => {
  const workers = nodes.map((node, i) => ({ ...node, name: `worker-${i + 7}` }));
  const control = apiServerObjects([{ ...nodes[0]!, address: '203.0.113.7' }]);
  const seen = { ...observations({ control: true, nodes: workers }), control };
  const { checks } = judgeCluster(seen, { name: 'cluster' }, run);
  const own = checks.filter(({ id }) => id.startsWith('control/'));
  expect(new Set(own.map(({ id, to }) => (id === 'control/api-server' ? to : id)))).toEqual(
    new Set(['api-server:203.0.113.7', 'service:kubernetes', 'control/kubelet']),
  );
  expect(own.filter(({ why }) => why?.code === 'no-control-plane').map(({ to }) => to)).toEqual(
    workers.map(({ name }) => `node:${name}`),
  );
});

describe('where Kubernetes listens', () => {
  const places = nodes.map((node) => clusterNode(apiNode(node, kubeletPort)));

  test('follows from its Service, from that Service’s endpoints and from the nodes', () => {
    expect(controlPorts(places, objects)).toEqual({
      apiServers: [
        { id: 'node:control-plane-1', address: '192.168.1.10', port: 6443 },
        { id: 'service:kubernetes', address: '10.96.0.1', port: 443 },
      ],
      kubelets: nodes.map(({ name, address: at }) => ({ id: `node:${name}`, address: at, port: 10_250 })),
      controlPlanes: ['node:control-plane-1'],
    });
  });

  test('a kubelet that says no port, and a Service without address or port, are left out', () => {
    const silent = nodes.map((node) => clusterNode(apiNode(node)));
    const services = [{ metadata: { name: 'kubernetes' }, spec: { clusterIPs: ['None'] } } as Service];
    const endpointSlices = [
      { addressType: 'IPv4', endpoints: [{ addresses: ['192.0.2.1'] }] } as EndpointSlice,
    ];
    expect(controlPorts(silent, { services, endpointSlices })).toMatchObject({
      apiServers: [],
      kubelets: [],
    });
  });
});

test('what the API says of itself is held against its form', () => {
  const seen = observations({ control: true });
  expect(parseObservations(seen).control?.endpointSlices).toHaveLength(1);
  const endpointSlices = [{ metadata: { name: 'kubernetes' }, endpoints: [{ addresses: ['x'] }] }];
  expect(() => parseObservations({ ...seen, control: { services: [], endpointSlices } })).toThrow(
    'endpointSlices.0 (kubernetes).endpoints.0.addresses.0 is "x"',
  );
  expect(() => parseObservations({ ...seen, control: 7 })).toThrow('services is missing, not a list');
});
