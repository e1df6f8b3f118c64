import {
  addressPlan,
  type Problem,
  parseSpec,
  planWarnings,
  SpecError,
  type TestbedSpecInput,
} from '../../lib/plan';
import { testbed } from '../../lib/testbed';

const problemsOf = (input: TestbedSpecInput): readonly Problem[] => {
  try {
    testbed(parseSpec(input));
    return [];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.problems;
  }
};
const codesOf = (input: TestbedSpecInput) => problemsOf(input).map(({ code, field }) => `${code} ${field}`);
const twoZones: TestbedSpecInput['zones'] = [
  { name: 'a', nodeCidr: '192.168.1.0/24' },
  { name: 'b', nodeCidr: '192.168.2.0/24' },
];

test('a plan says of settings what the spec says, and nothing else', () => {
  const plan = addressPlan(parseSpec({}));
  expect(plan).not.toHaveProperty('cniSettings');
  expect(plan).not.toHaveProperty('maxPods');
  expect(plan).not.toHaveProperty('interZoneMtu');
  expect(plan.nodes.filter((node) => 'mtu' in node)).toEqual([]);
  expect(
    addressPlan(
      parseSpec({
        tunnelPort: 4790,
        podMtu: 1300,
        masquerade: false,
        maxPods: 30,
        interZoneMtu: 1400,
        zones: twoZones,
        nodes: [{ name: 'worker-2', mtu: 1400 }],
      }),
    ),
  ).toMatchObject({
    cniSettings: { tunnelPort: 4790, podMtu: 1300, masquerade: false },
    maxPods: 30,
    interZoneMtu: 1400,
    nodes: [{ name: 'control-plane-1' }, { name: 'worker-1' }, { name: 'worker-2', mtu: 1400 }],
  });
});

describe('refused is', () => {
  test('a node that there is not, and one that is named twice', () => {
    expect(problemsOf({ nodes: [{ name: 'worker-3', mtu: 1400 }] })).toMatchObject([
      { code: 'not-a-choice', field: 'nodes[0].name', choices: ['control-plane-1', 'worker-1', 'worker-2'] },
    ]);
    const twice = { name: 'worker-1', mtu: 1400 };
    expect(codesOf({ nodes: [twice, twice] })).toEqual(['duplicate-name nodes[1].name']);
  });

  test('more pods on a node than its kubelet takes', () => {
    expect(codesOf({ podsPerNode: 3, maxPods: 2 })).toEqual(['more-pods-than-allowed podsPerNode']);
    expect(codesOf({ podsPerNode: 2, maxPods: 2 })).toEqual([]);
  });

  test('an MTU between zones where there is one', () => {
    expect(codesOf({ interZoneMtu: 1400 })).toEqual(['one-zone interZoneMtu']);
    expect(codesOf({ interZoneMtu: 1400, zones: twoZones })).toEqual([]);
  });

  test.each([
    ['flannel', 'vxlan', 1450],
    ['calico', 'vxlan', 1450],
    ['calico', 'wireguard', 1440],
    ['cilium', 'native', 1500],
    ['none', 'bridge', 1500],
  ])('a larger MTU for pods than %s %s leaves, %i', (cni, mode, most) => {
    expect(codesOf({ cni, mode, podMtu: most })).toEqual([]);
    expect(codesOf({ cni, mode, podMtu: most + 1 })).toEqual(['cni/pod-mtu podMtu']);
  });

  test('one that does not fit through the smallest card, or is too small for IPv6', () => {
    const nodes = [{ name: 'worker-1', mtu: 1400 }];
    expect(codesOf({ podMtu: 1350, nodes })).toEqual([]);
    expect(codesOf({ podMtu: 1351, nodes })).toEqual(['cni/pod-mtu podMtu']);
    // Flannel's one MTU is less 50 for pods, and less 70 for the tunnel of IPv6; Calico's is for all alike.
    expect(codesOf({ podMtu: 1299, ipFamily: 'dual' })).toEqual(['cni/ipv6-mtu podMtu']);
    expect(codesOf({ podMtu: 1300, ipFamily: 'dual' })).toEqual([]);
    expect(codesOf({ cni: 'calico', podMtu: 1279, ipFamily: 'dual' })).toEqual(['cni/ipv6-mtu podMtu']);
    expect(codesOf({ cni: 'calico', podMtu: 1280, ipFamily: 'dual' })).toEqual([]);
  });

  test('an MTU for pods where the mode takes none', () =>
    expect(codesOf({ mode: 'host-gw', podMtu: 1400 })).toEqual(['cni/fixed-pod-mtu podMtu']));

  test.each([
    ['flannel', 'host-gw'],
    ['flannel', 'wireguard'],
    ['calico', 'bgp'],
    ['cilium', 'native'],
    ['none', 'bridge'],
  ])('a port for the tunnel of %s %s, which has none', (cni, mode) =>
    expect(codesOf({ cni, mode, tunnelPort: 4790 })).toEqual(['cni/no-tunnel-port tunnelPort']),
  );

  test('a card too small for IPv6', () =>
    expect(codesOf({ ipFamily: 'dual', nodes: [{ name: 'worker-1', mtu: 1300 }] })).toEqual([
      'cni/ipv6-mtu nodes[0].mtu',
    ]));
});

describe('warned of is', () => {
  const codes = (input: TestbedSpecInput) =>
    planWarnings(parseSpec(input)).map(({ code, field }) => `${code} ${field}`);

  test('a card that takes other sizes than the others', () => {
    expect(codes({ nodes: [{ name: 'worker-1', mtu: 1400 }] })).toEqual(['mixed-mtu nodes[0].mtu']);
    expect(codes({ nodes: [{ name: 'worker-1', mtu: 1500 }] })).toEqual([]);
  });

  test('a share with fewer pods than maxPods, and none that has as many', () => {
    expect(codes({ podPrefix: 27, maxPods: 29 })).toEqual([]);
    expect(codes({ podPrefix: 27, maxPods: 30 })).toEqual(['few-pods podPrefix']);
    expect(codes({ maxPods: 300 })).toEqual(['few-pods podPrefix']);
  });
});
