import { addressPlan, parseSpec, planWarnings, SpecError, type TestbedSpecInput } from '../../lib/plan';
import { testbed } from '../../lib/testbed';

const zones: TestbedSpecInput['zones'] = [
  { name: 'rack', nodeCidr: '10.0.0.0/24' },
  { name: 'shed', nodeCidr: '192.168.3.0/24' },
];
const head = { name: 'rack-a-7', role: 'control-plane', address: '10.0.0.5' } as const;
const scattered: TestbedSpecInput['nodes'] = [
  { name: 'rack-a-9', role: 'worker', address: '10.0.0.17' },
  head,
  { name: 'old', role: 'worker', address: '192.168.3.44', mtu: 1400 },
];
const planOf = (input: TestbedSpecInput) => addressPlan(parseSpec(input));

function problemsOf(input: TestbedSpecInput): string[] {
  try {
    testbed(parseSpec(input));
    return [];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.problems.map(({ code, field, value }) => `${code} ${field} ${value}`);
  }
}

test('nodes have the names, roles, zones and addresses of their list, and the plan computes everything else', () => {
  const plan = planOf({ zones, nodes: scattered });
  expect(
    plan.nodes.map(({ name, role, zone, address, podCidr, mtu }) => [
      ...[name, role, zone, `${address.ipv4}`, `${podCidr?.ipv4}`, mtu],
    ]),
  ).toEqual([
    ['rack-a-7', 'control-plane', 'rack', '10.0.0.5', '10.244.0.0/24', undefined],
    ['rack-a-9', 'worker', 'rack', '10.0.0.17', '10.244.1.0/24', undefined],
    ['old', 'worker', 'shed', '192.168.3.44', '10.244.2.0/24', 1400],
  ]);
  expect(`${plan.apiEndpoint.address}`).toBe('10.0.0.5');
  expect(plan.capacity.nodeAddresses).toEqual({
    rack: { used: 2, total: 253 },
    shed: { used: 1, total: 253 },
  });
});

test('an entry that is added at the end of the list moves no other node', () => {
  const more = [
    ...scattered,
    { name: 'new', role: 'control-plane', address: '10.0.0.6' },
    { name: 'newer', role: 'worker', address: '10.0.0.7' },
  ] as const;
  const before = planOf({ zones, nodes: scattered }).nodes;
  expect(planOf({ zones, nodes: more }).nodes).toEqual(expect.arrayContaining([...before]));
});

test('names such as worker-1 say the role, and addresses that follow from positions give the same plan as none', () => {
  const nodes = [
    { name: 'control-plane-1', address: '192.168.1.10' },
    { name: 'worker-1', address: '192.168.1.11' },
    { name: 'worker-2', address: '192.168.1.12' },
  ];
  expect(JSON.stringify(planOf({ nodes }).nodes)).toBe(JSON.stringify(planOf({}).nodes));
});

test('a dual-stack list has an address of each family, and an IPv6 one needs no IPv4', () => {
  const twin = { ...head, addressIPv6: 'fd00:192:168:1::5' };
  const nodes = [{ ...twin, address: '192.168.1.5' }];
  expect(planOf({ ipFamily: 'dual', nodes }).nodes[0]?.address).toMatchObject({
    ipv4: expect.objectContaining({ value: 0xc0a80105n }),
    ipv6: expect.objectContaining({ family: 'ipv6' }),
  });
  const { address: _, ...ipv6 } = twin;
  expect(problemsOf({ ipFamily: 'ipv6', nodes: [ipv6] })).toEqual([]);
  expect(problemsOf({ ipFamily: 'dual', nodes: [ipv6] })).toEqual([
    'nodes/no-address nodes[0].address missing',
  ]);
});

test('all that is wrong with a list is said at once', () =>
  expect(
    problemsOf({
      zones,
      controlPlanes: 2,
      nodes: [
        head,
        { name: 'twice', role: 'worker', address: '10.0.0.5' },
        { name: 'outside', role: 'worker', address: '10.9.0.7' },
        { name: 'network', role: 'worker', address: '10.0.0.0' },
        { name: 'gateway', role: 'worker', address: '10.0.0.1' },
        { name: 'broadcast', role: 'worker', address: '192.168.3.255' },
        { name: 'among-pods', role: 'worker', address: '10.244.3.9' },
        { name: 'elsewhere', role: 'worker', address: '10.0.0.9', zone: 'shed' },
        { name: 'nowhere', role: 'worker', address: '10.0.0.10', zone: 'cellar' },
        { name: 'without', role: 'worker' },
      ],
    }),
  ).toEqual([
    'nodes/taken-name nodes[2].name "outside"',
    'nodes/unknown-zone nodes[8].zone "cellar"',
    'nodes/count controlPlanes 2',
    'nodes/address-twice nodes[1].address "10.0.0.5"',
    'nodes/outside-zone nodes[2].address "10.9.0.7"',
    'nodes/not-for-nodes nodes[3].address "10.0.0.0"',
    'nodes/not-for-nodes nodes[4].address "10.0.0.1"',
    'nodes/not-for-nodes nodes[5].address "192.168.3.255"',
    'nodes/outside-zone nodes[6].address "10.244.3.9"',
    'nodes/outside-zone nodes[7].address "10.0.0.9"',
    'nodes/no-address nodes[9].address missing',
  ]));

test('a role that nobody says, and a list without a control plane are refused', () => {
  expect(problemsOf({ zones, nodes: [head, { name: 'b', address: '10.0.0.6' }] })).toEqual([
    'nodes/no-role nodes[1].role missing',
  ]);
  expect(problemsOf({ zones, nodes: [{ name: 'worker-1', address: '10.0.0.6' }] })).toEqual([
    'nodes/count controlPlanes 1',
  ]);
  expect(problemsOf({ zones, workers: 1, nodes: scattered })).toEqual(['nodes/count workers 1']);
});

test('a small network holds nodes wherever it has their addresses, and one that is refused is not warned of', () => {
  const small = { zones: [{ name: 'rack', nodeCidr: '10.0.0.0/29' }] };
  expect(problemsOf({ ...small, nodes: [head] })).toEqual([]);
  expect(planWarnings(parseSpec({ ...small, nodes: [{ ...head, address: '10.0.0.7' }] }))).toEqual([]);
});

test.each([
  ['10.0.0.5/24', 'not-an-address'],
  ['10.0.0.05', 'not-an-address'],
  ['fd00::5', 'wrong-family'],
])('%s is no address of an IPv4 node', (address, code) =>
  expect(problemsOf({ zones, nodes: [{ ...head, address }] })).toEqual([
    `${code} nodes[0].address ${JSON.stringify(address)}`,
  ]),
);
