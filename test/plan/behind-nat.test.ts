/** Nodes behind a 1:1 NAT: what a plan holds of them, and what refuses them. */
import { cnis } from '../../lib/cni';
import { fabricExports, preparedExport } from '../../lib/export';
import { addressPlan, parseSpec, SpecError, type TestbedSpec, type TestbedSpecInput } from '../../lib/plan';
import { awsCluster } from '../../lib/provision/aws/cluster';
import { kindExport } from '../../lib/provision/laptop/kind';
import { installableProblems } from '../../lib/provision/machine-cluster';
import { planSchema } from '../../lib/results/plan-schema';
import { plannedTestbed, testbed } from '../../lib/testbed';
import { allBehindNat, oneBehindNat, oneZoneBehindNat } from '../support/behind-nat';

const planOf = (input: TestbedSpecInput) => addressPlan(parseSpec(input));

const codesOf = (
  input: TestbedSpecInput,
  make: (spec: TestbedSpec) => unknown = (spec) => plannedTestbed(spec),
) => problemsOf(() => make(parseSpec(input)));

function problemsOf(make: () => unknown): string[] {
  try {
    make();
    return [];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.problems.map(({ code, field }) => `${code} ${field}`);
  }
}

test('a plan says nothing of external addresses where the spec says nothing', () => {
  expect(planOf({}).nodes.filter((node) => 'externalAddress' in node)).toEqual([]);
});

test('nodes keep their own addresses, and have the external one beside it', () => {
  const addresses = (input: TestbedSpecInput) =>
    planOf(input).nodes.map(({ address, externalAddress = '–' }) => `${address.ipv4} ${externalAddress}`);
  expect(addresses(oneBehindNat)).toEqual(['192.168.1.10 –', '10.0.0.10 198.51.100.11', '192.168.1.11 –']);
  expect(addresses({ zones: oneBehindNat.zones })).toEqual([
    '192.168.1.10 –',
    '10.0.0.10 –',
    '192.168.1.11 –',
  ]);
});

test('the API server is reached at the external address where other zones need it, else at its own', () => {
  const endpoint = (input: TestbedSpecInput) => `${planOf(input).apiEndpoint.address}`;
  expect([allBehindNat, oneBehindNat, oneZoneBehindNat].map(endpoint)).toEqual([
    '198.51.100.10',
    '192.168.1.10',
    '192.168.1.10',
  ]);
});

test('a results file holds the external addresses as the plan has them', () => {
  const plan = planOf(allBehindNat);
  const { success, data } = planSchema.safeParse(JSON.parse(JSON.stringify(plan)));
  expect(success).toBe(true);
  expect(JSON.parse(JSON.stringify(data))).toEqual(JSON.parse(JSON.stringify(plan)));
});

describe('an external address is refused', () => {
  const at = (externalAddress: string, more: TestbedSpecInput = {}) =>
    codesOf({ ...oneBehindNat, nodes: [{ name: 'worker-1', externalAddress }], ...more });
  test.each([
    ['a zone', '10.0.0.200'],
    ['another zone', '192.168.1.77'],
    ['the pod network', '10.244.9.9'],
    ['the Service network', '10.96.0.1'],
    ['the addresses of the outside of a lab', '203.0.113.9'],
    ["the addresses of a lab's NATs", '198.19.0.1'],
    ["Docker's bridge", '172.17.0.9'],
    ['class E', '240.0.0.1'],
    ['multicast', '224.0.0.9'],
    ['loopback', '127.0.0.1'],
  ])('in %s', (_where, address) => {
    expect(at(address)).toEqual(['nodes/external-taken nodes[0].externalAddress']);
  });

  test('in a reserved range', () => {
    expect(at('198.51.100.11', { reserved: [{ name: 'VPN', cidr: '198.51.100.0/24' }] })).toEqual([
      'nodes/external-taken nodes[0].externalAddress',
    ]);
  });

  test('of two nodes', () => {
    const [first, ...others] = allBehindNat.nodes!;
    const nodes = [first!, { ...others[0]!, externalAddress: first!.externalAddress }, ...others.slice(1)];
    expect(codesOf({ ...allBehindNat, nodes })).toEqual(['nodes/external-twice nodes[1].externalAddress']);
  });

  test('of IPv6', () => {
    expect(at('2001:db8::1')).toEqual(['wrong-family nodes[0].externalAddress']);
  });

  test('where another node of the zone has none', () => {
    expect(codesOf({ ...allBehindNat, nodes: allBehindNat.nodes!.slice(0, 3) })).toEqual([
      'nodes/external-missing nodes',
    ]);
  });
});

test.each<[string, TestbedSpecInput, string]>([
  ['IPv6', { ipFamily: 'dual' }, 'nodes/external-family ipFamily'],
  ['routes to pods on the router', { podRoutes: true }, 'nodes/external-pod-routes podRoutes'],
  ['Services in several zones', { services: true }, 'nodes/external-services services'],
])('%s and external addresses do not go together', (_what, more, code) => {
  expect(codesOf({ ...oneBehindNat, ...more })).toEqual([code]);
});

test('further cards, and a zone without layer 2, do not go together with external addresses', () => {
  const cards: TestbedSpecInput['cards'] = [{ name: 'eth0', network: 'nodes' }];
  const zones = [{ name: 'a', nodeCidr: '10.0.0.0/24', layer2: false }];
  expect(codesOf({ ...oneZoneBehindNat, cards })).toEqual(['nodes/external-cards cards']);
  expect(codesOf({ ...oneZoneBehindNat, zones })).toEqual(['nodes/external-layer-2 zones[0].layer2']);
});

test('a range of the cluster gives way to the addresses of a lab’s NATs', () => {
  expect(codesOf({ ...oneBehindNat, podCidr: '198.18.0.0/16' })).toEqual(['overlap podCidr']);
});

describe('of the CNIs', () => {
  const every = (input: TestbedSpecInput) =>
    cnis.flatMap(({ name: cni, modes }) =>
      modes
        .filter(({ name: mode }) => codesOf({ ...input, cni, mode }).length === 0)
        .map(({ name: mode }) => `${cni} ${mode}`),
    );

  test('one alone tunnels to external addresses of other zones', () => {
    expect(every(oneBehindNat)).toEqual([
      'flannel vxlan',
      'flannel vxlan-direct',
      'flannel wireguard',
      'none bridge',
      'none no-routes',
    ]);
  });

  test('those that know nodes by their own addresses say so of each external one', () => {
    const refused = 'cni/external-address nodes[0].externalAddress';
    expect(codesOf({ ...oneBehindNat, cni: 'calico' })).toEqual([refused]);
    expect(codesOf({ ...oneBehindNat, cni: 'cilium' })).toEqual([refused]);
  });

  test('all but host-gw take them in one zone', () => {
    const all = cnis.flatMap(({ name, modes }) => modes.map((mode) => `${name} ${mode.name}`));
    expect(all.filter((one) => !every(oneZoneBehindNat).includes(one))).toEqual(['flannel host-gw']);
  });
});

describe('what is built of machines, or is a fabric’s, refuses them', () => {
  const input = oneZoneBehindNat;
  const refused = (code: string) => [0, 1, 2].map((i) => `${code} nodes[${i}].externalAddress`);

  test('AWS and machines', () => {
    const problems = installableProblems(parseSpec(input)).map(({ code, field }) => `${code} ${field}`);
    expect(problems).toEqual(refused('machines/external-address'));
    expect(problemsOf(() => awsCluster(input, cnis))).toEqual(
      expect.arrayContaining(refused('machines/external-address')),
    );
  });

  test('kind', () => {
    expect(codesOf(input, (spec) => kindExport(testbed(spec)))).toEqual(refused('machines/external-address'));
  });

  test.each(fabricExports.map((fabric) => [fabric.name, fabric] as const))('%s', (_name, fabric) => {
    const { problems } = preparedExport(fabric, plannedTestbed(parseSpec(input)), {});
    expect(problems.map(({ code, field }) => `${code} ${field}`)).toEqual(refused('export/external-address'));
  });
});
