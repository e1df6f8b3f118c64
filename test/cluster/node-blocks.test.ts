/** CNIs that hand out addresses by themselves, and say in objects of their own which blocks each node has. */
import type { Given } from '../../lib/cluster/cluster-testbed';
import { judgeCluster } from '../../lib/cluster/judge-cluster';
import { type ClusterObservations, parseObservations } from '../../lib/cluster/observations';
import { runCluster } from '../../lib/cluster/runner/run-cluster';
import { type CniChoice, cnis } from '../../lib/cni';
import { calicoBlocks } from '../../lib/cni/calico/address-blocks';
import { ciliumBlocks } from '../../lib/cni/cilium/address-blocks';
import { valuesOf } from '../../lib/net';
import { planTable, styleFor } from '../../lib/report';
import type { Results } from '../../lib/results';
import { agents, FakeCluster, fakeNodes, healthyScenario } from './fake-cluster';
import { observations } from './fake-observations';

const run = { startedAt: new Date(0), endedAt: new Date(1000), tool: 'test', target: 'kubernetes' } as const;

const cniOf = (name: string) => cnis.find((cni) => cni.name === name)!;
const asRun = (name: string, mode: string, dataPlane: CniChoice['dataPlane']): Partial<Given> => {
  const cni = cniOf(name);
  return { cni, choice: { mode: cni.modes.find((one) => one.name === mode)!, dataPlane } };
};

/** As Cilium's operator writes them where nothing else is asked for. */
const ciliumNode = (name: string, ...podCIDRs: string[]) => ({
  kind: 'CiliumNode',
  metadata: { name },
  spec: { addresses: [], ipam: { podCIDRs, pools: {} } },
});

/** As Calico's IPAM writes them. */
const affinity = (node: string, cidr: string, more: object = {}) => ({
  kind: 'BlockAffinity',
  metadata: { name: `${node}-${cidr.replace(/[.:/]/g, '-')}` },
  spec: { cidr, deleted: 'false', node, state: 'confirmed', type: 'host', ...more },
});

/** Three nodes whose pods are not in what Node.spec.podCIDRs says. */
const nodesAt = (pod: (node: number, host: number) => string) =>
  fakeNodes(3).map((node, i) => ({
    ...node,
    pods: [pod(i, 2), pod(i, 3), pod(i, 4)] as [string, string, string],
  }));
const inPool = nodesAt((node, host) => `10.0.${node}.${100 + host}`);
const inBlocks = nodesAt((node, host) => `192.168.${128 + node}.${64 + host}`);
const names = inPool.map(({ name }) => name);

const cilium = (addressBlocks?: ClusterObservations['addressBlocks']) => ({
  ...observations({ nodes: inPool, agent: 'cilium' }),
  ...(addressBlocks && { addressBlocks }),
});
const calico = (addressBlocks: ClusterObservations['addressBlocks']) => ({
  ...observations({ nodes: inBlocks, agent: 'calico-node' }),
  addressBlocks,
});
const judged = (seen: ClusterObservations, given: Partial<Given>) =>
  judgeCluster(parseObservations(JSON.parse(JSON.stringify(seen))), { name: 'cluster', ...given }, run);
/** Failures but for sizes: the made-up Jobs find 1,450 bytes between nodes too. */
const failures = ({ checks }: Results) =>
  checks.filter(({ id, verdict }) => verdict === 'fail' && id !== 'mtu/path').map(({ id, why }) => [id, why]);
const sharesOf = ({ plan }: Results) => plan.nodes.map(({ podCidr }) => podCidr && valuesOf(podCidr).join());
const predicted = ({ checks }: Results) =>
  checks.filter(({ predicted: said }) => said && 'reachable' in said);

describe('a cluster whose CNI gives each node one block', () => {
  const blocks = names.map((name, i) => ciliumNode(name, `10.0.${i}.0/24`));
  const results = judged(cilium(blocks), asRun('cilium', 'vxlan', 'iptables'));

  test('has these as shares, and a pod network around them', () => {
    expect(sharesOf(results)).toEqual(['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']);
    expect([`${results.plan.podCidr.ipv4}`, results.plan.seen]).toEqual([
      '10.0.0.0/22',
      ['podCidr', 'serviceCidr', 'nodeCidr'],
    ]);
    expect(planTable(results.plan, styleFor(false))).toMatch(/worker-1 .* 10\.0\.1\.0\/24 /);
  });

  test('is predicted, as observed', () => {
    expect(predicted(results).length).toBeGreaterThan(20);
    const ways = predicted(results).filter(({ id }) => id.startsWith('pod-to-pod'));
    for (const { predicted: said, observed } of ways) expect(observed).toMatchObject(said as object);
    expect(failures(results)).toEqual([]);
  });

  test('says where the shares are from, and not how many pods fit, as blocks may be added', () => {
    expect(results.notes[0]).toBe(
      'control-plane-1, worker-1, worker-2: the share is the block that the CNI says, as pods are not in Node.spec.podCIDRs',
    );
    expect(results.plan.capacity.podsPerNode).toBeUndefined();
  });

  test('is not predicted where the API does not say them', () => {
    const blind = judged(cilium(), asRun('cilium', 'vxlan', 'iptables'));
    expect([sharesOf(blind), predicted(blind)]).toEqual([[undefined, undefined, undefined], []]);
  });

  test('has a pod in another node’s block for one that is in none', () => {
    const swapped = names.map((name, i) => ciliumNode(name, `10.0.${(i + 1) % 3}.0/24`));
    expect(sharesOf(judged(cilium(swapped), asRun('cilium', 'vxlan', 'iptables')))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('a cluster whose nodes take blocks as they need them', () => {
  const one = names.map((name, i) => affinity(name, `192.168.${128 + i}.64/26`));

  test.each(['vxlan', 'bgp', 'ipip'])('is predicted while each has one, in mode %s', (mode) => {
    const results = judged(calico(one), asRun('calico', mode, 'iptables'));
    expect(sharesOf(results)).toEqual(['192.168.128.64/26', '192.168.129.64/26', '192.168.130.64/26']);
    expect(predicted(results).length).toBeGreaterThan(20);
    expect(failures(results)).toEqual([]);
  });

  test.each(['vxlan', 'bgp', 'ipip'])(
    'is predicted when one has two, and shown by blocks, in mode %s',
    (mode) => {
      const results = judged(
        calico([...one, affinity('worker-1', '192.168.200.0/26')]),
        asRun('calico', mode, 'iptables'),
      );
      expect(sharesOf(results)).toEqual(['192.168.128.64/26', undefined, '192.168.130.64/26']);
      expect(results.plan.nodes[1]?.podBlocks?.map(String)).toEqual([
        '192.168.129.64/26',
        '192.168.200.0/26',
      ]);
      expect(planTable(results.plan, styleFor(false))).toMatch(
        /worker-1 .* by blocks: 192\.168\.129\.64\/26, 192\.168\.200\.0\/26 /,
      );
      expect(predicted(results).length).toBeGreaterThan(20);
      expect(failures(results)).toEqual([]);
      expect(results.notes.slice(0, 2)).toEqual([
        'control-plane-1, worker-2: the share is the block that the CNI says, as pods are not in Node.spec.podCIDRs',
        'worker-1: the pods have addresses of several blocks that the CNI says, as pods are not in Node.spec.podCIDRs',
      ]);
    },
  );

  test('is not predicted when a pod is in none of several', () => {
    const elsewhere = ['192.168.200.0/26', '192.168.201.0/26'].map((cidr) => affinity('worker-1', cidr));
    const results = judged(
      calico([...one.filter(({ spec }) => spec.node !== 'worker-1'), ...elsewhere]),
      asRun('calico', 'vxlan', 'iptables'),
    );
    expect([sharesOf(results)[1], results.plan.nodes[1]?.podBlocks, predicted(results)]).toEqual([
      undefined,
      undefined,
      [],
    ]);
  });

  test('does not have blocks that are pending, deleted or of a virtual node', () => {
    for (const more of [{ state: 'pending' }, { deleted: 'true' }, { type: 'virtual' }])
      expect(calicoBlocks.blocksOf(affinity('worker-1', '10.0.0.0/26', more))).toBeUndefined();
  });
});

test('pods that are in Node.spec.podCIDRs make these the shares, whatever else the CNI says', () => {
  const seen = {
    ...observations({ agent: 'calico-node' }),
    addressBlocks: [affinity('worker-1', '10.244.1.0/26')],
  };
  const results = judged(seen, asRun('calico', 'vxlan', 'iptables'));
  expect(sharesOf(results)).toEqual(['10.244.0.0/24', '10.244.1.0/24', '10.244.2.0/24']);
  expect(results.plan.capacity.podsPerNode).toBe(253);
});

test.each([
  ['no spec', {}],
  ['another type', { spec: { ipam: { podCIDRs: 'x' }, cidr: 1, node: {}, state: 'confirmed' } }],
  [
    'no range',
    { spec: { ipam: { podCIDRs: ['x', '10.0.0.1/8'] }, cidr: 'x', node: 'worker-1', state: 'confirmed' } },
  ],
])('an object with %s says nothing', (_, object) => {
  const hostile = [{ metadata: { name: 'worker-1' }, ...object }];
  for (const seen of [cilium(hostile), calico(hostile)])
    expect(sharesOf(judged(seen, {}))).toEqual([undefined, undefined, undefined]);
});

test('pools of a node are blocks too', () => {
  const allocated = [{ pool: 'default', cidrs: ['10.10.0.0/27', '10.10.0.32/27'] }, { pool: 'empty' }];
  expect(
    ciliumBlocks.blocksOf({ metadata: { name: 'worker-1' }, spec: { ipam: { pools: { allocated } } } }),
  ).toEqual({ node: 'worker-1', blocks: ['10.10.0.0/27', '10.10.0.32/27'] });
});

test('the runner reads them of the CNI that runs', async () => {
  const nodes = fakeNodes(2);
  const items = nodes.map(({ name }, i) => ciliumNode(name, `10.0.${i}.0/24`));
  const lists = { 'ciliumnodes.cilium.io': items };
  const watcher = { stage: () => {}, done: () => {}, onInterrupt: () => () => {} };
  const gathered = async (agent: string) => {
    const cluster = new FakeCluster({ ...healthyScenario(nodes), daemonSets: agents(agent), lists });
    try {
      const { observations: file, notes } = await runCluster({ pollMs: 1 }, watcher);
      expect(notes).toEqual([]);
      return file.addressBlocks;
    } finally {
      cluster.end();
    }
  };
  expect(await gathered('cilium')).toEqual(items);
  expect(await gathered('kube-flannel-ds')).toBeUndefined();
});
