import fc from 'fast-check';
import { calicoDeployment } from '../../lib/cni/calico/deployment';
import { Cidr } from '../../lib/net';
import type { Plan } from '../../lib/plan';
import {
  choiceOf,
  describeDeployment,
  expectSnapshot,
  planOf,
  planOfNodes,
  trafficLines,
} from './deployment-fixtures';

const modes = ['vxlan', 'vxlan-cross-subnet', 'bgp', 'ipip', 'ipip-cross-subnet', 'wireguard'];

interface Pool {
  readonly name: string;
  readonly cidr: string;
  readonly blockSize: number;
  readonly nodeSelector: string;
  readonly ipipMode: string;
}

/** The pools of a chart: none among its values, all beside it. */
function poolsIn(plan: Plan, mode = 'vxlan'): { inValues: unknown[]; all: Pool[] } {
  const chart = calicoDeployment.chart(plan, choiceOf('calico', mode));
  const { installation } = chart.values as { installation: { calicoNetwork: { ipPools: unknown[] } } };
  const manifests = chart.manifests as readonly { metadata: { name: string }; spec: Omit<Pool, 'name'> }[];
  const inValues = installation.calicoNetwork.ipPools;
  return { inValues, all: manifests.map(({ metadata, spec }) => ({ name: metadata.name, ...spec })) };
}

function expectPoolsKeepThePlan(plan: Plan): void {
  const { all } = poolsIn(plan);
  const owner = (pool: Pool) => plan.nodes.find(({ name }) => pool.nodeSelector.endsWith(`== "${name}"`))!;
  const cidrs = all.map(({ cidr }) => Cidr.parse(cidr)).sort((a, b) => (a.first < b.first ? -1 : 1));
  expect(all).toHaveLength(plan.nodes.length * plan.families.length);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  for (const pool of all) {
    const cidr = Cidr.parse(pool.cidr);
    expect(pool.cidr).toBe(`${owner(pool).podCidr?.[cidr.family]}`);
    expect(plan.podCidr[cidr.family]!.contains(cidr)).toBe(true);
    expect(pool.blockSize).toBeGreaterThanOrEqual(cidr.prefix);
  }
  cidrs.forEach((cidr, i) => {
    expect(i > 0 && cidr.overlaps(cidrs[i - 1]!)).toBe(false);
  });
}

describe.each([1, 25, 26, 60])('with %i nodes', (nodes) => {
  test('every node has one pool with the plan’s share, inside the pod network, overlapping no other', () => {
    expectPoolsKeepThePlan(planOfNodes(nodes));
  });

  test('the same holds for both families', () => {
    expectPoolsKeepThePlan(planOfNodes(nodes, { ipFamily: 'dual' }));
  });

  test('a share is one block, so that a node has one route', () => {
    for (const { blockSize } of poolsIn(planOfNodes(nodes)).all) expect(blockSize).toBe(24);
  });
});

test('pools keep the plan whatever its size, share and families', () => {
  const spec = fc.record({
    workers: fc.integer({ min: 0, max: 40 }),
    podPrefix: fc.integer({ min: 18, max: 26 }),
    ipFamily: fc.constantFrom('ipv4' as const, 'dual' as const),
  });
  fc.assert(
    fc.property(spec, (input) => expectPoolsKeepThePlan(planOf({ podCidr: '10.0.0.0/10', ...input }))),
    { numRuns: 30 },
  );
});

test.each([1, 25, 26])('with %i nodes no pool is left to the operator to make', (nodes) => {
  const { inValues, all } = poolsIn(planOfNodes(nodes));
  expect([inValues.length, all.length]).toEqual([0, nodes]);
});

test('a pool says how its packets travel in the words of its own definition', () => {
  const tunnels = (mode: string) => {
    const [pool] = calicoDeployment.chart(planOfNodes(26), choiceOf('calico', mode)).manifests;
    const { ipipMode, vxlanMode } = pool!.spec as { ipipMode: string; vxlanMode: string };
    return { ipipMode, vxlanMode };
  };
  expect(tunnels('vxlan')).toEqual({ ipipMode: 'Never', vxlanMode: 'Always' });
  expect(tunnels('vxlan-cross-subnet')).toEqual({ ipipMode: 'Never', vxlanMode: 'CrossSubnet' });
  expect(tunnels('bgp')).toEqual({ ipipMode: 'Never', vxlanMode: 'Never' });
  expect(tunnels('ipip')).toEqual({ ipipMode: 'Always', vxlanMode: 'Never' });
  expect(tunnels('ipip-cross-subnet')).toEqual({ ipipMode: 'CrossSubnet', vxlanMode: 'Never' });
  expect(tunnels('wireguard')).toEqual({ ipipMode: 'Never', vxlanMode: 'Always' });
});

test('a share wider than Calico’s widest block is cut into its usual blocks', () => {
  const plan = planOf({ podCidr: '10.0.0.0/10', podPrefix: 18, ipFamily: 'dual' });
  const sizes = poolsIn(plan).all.map(({ cidr, blockSize }) => `${cidr.split('/')[1]} in ${blockSize}`);
  expect([...new Set(sizes)]).toEqual(['18 in 26', '64 in 122']);
});

test('no IPv6 pool uses IPIP, which the operator refuses', () => {
  for (const mode of modes)
    for (const { cidr, ipipMode } of poolsIn(planOf({ ipFamily: 'dual' }), mode).all)
      expect(cidr.includes(':') && ipipMode !== 'Never').toBe(false);
});

test.each(modes)('%s deploys as in its snapshot', (mode) => {
  const plan = planOf({ workers: 1 });
  expectSnapshot(`calico.${mode}`, describeDeployment(calicoDeployment, plan, choiceOf('calico', mode)));
});

test('eBPF and dual stack deploy as in their snapshots', () => {
  expectSnapshot(
    'calico.bgp.ebpf',
    describeDeployment(calicoDeployment, planOf({ workers: 1 }), choiceOf('calico', 'bgp', 'ebpf')),
  );
  const dual = planOf({ workers: 1, ipFamily: 'dual' });
  expectSnapshot(
    'calico.ipip.nftables.dual',
    describeDeployment(calicoDeployment, dual, choiceOf('calico', 'ipip', 'nftables')),
  );
});

test('definitions come from their own chart, in the version of the operator’s', () => {
  const { version, crds } = calicoDeployment.chart(planOf(), choiceOf('calico', 'vxlan'));
  expect(crds.map(({ name }) => name)).toEqual(['crd.projectcalico.org.v1']);
  expect(crds[0]!.version).toBe(version);
});

test('eBPF opens VXLAN in every mode, for Services whose pod is on another node', () => {
  for (const mode of modes)
    expect(trafficLines(calicoDeployment.nodeTraffic(planOf(), choiceOf('calico', mode, 'ebpf')))).toContain(
      'udp 4789',
    );
});

test('IPIP opens VXLAN only where the plan has IPv6', () => {
  const lines = (ipFamily: 'ipv4' | 'dual') =>
    trafficLines(calicoDeployment.nodeTraffic(planOf({ ipFamily }), choiceOf('calico', 'ipip')));
  expect(lines('ipv4')).toEqual(['tcp 5473', 'tcp 179', 'ipip']);
  expect(lines('dual')).toEqual(['tcp 5473', 'tcp 179', 'udp 4789', 'ipip']);
});
