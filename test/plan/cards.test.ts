/** Nodes with several cards: what a plan holds of them, and which choices of a card it refuses. */
import { cnis } from '../../lib/cni';
import { valuesOf } from '../../lib/net';
import {
  addressPlan,
  byGateway,
  leavesBy,
  parseSpec,
  SpecError,
  type TestbedSpecInput,
} from '../../lib/plan';
import { awsCluster } from '../../lib/provision/aws/cluster';
import { initDocuments } from '../../lib/provision/kubeadm/configuration';
import { kindExport } from '../../lib/provision/laptop/kind';
import { planSchema } from '../../lib/results/plan-schema';
import { type PlannedTestbed, plannedTestbed } from '../../lib/testbed';
import {
  cardsAcrossZones,
  cardsOfBothNats,
  cardsOfRacks,
  cardsOfServers,
  cardsOfTwoHosts,
  cardsOfVagrant,
} from '../support/cards';

const planned = (input: TestbedSpecInput): PlannedTestbed => plannedTestbed(parseSpec(input));
function codesOf(input: TestbedSpecInput): string[] {
  try {
    planned(input);
    return [];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.problems.map(({ code, field }) => `${code} ${field}`);
  }
}
const chartOf = ({ cni, choice, plan }: PlannedTestbed) => cni.deployment?.chart(plan, choice).values;

test('a plan says nothing of cards where the spec says nothing', () => {
  const plan = addressPlan(parseSpec({}));
  expect(plan).not.toHaveProperty('cards');
  expect(plan).not.toHaveProperty('nodeCard');
  expect(plan.nodes.filter((node) => 'cards' in node)).toEqual([]);
});

test('on a NAT card every node has one address, and in a subnet each its own', () => {
  const of = (input: TestbedSpecInput, name: string) =>
    addressPlan(parseSpec(input)).nodes.map(({ cards }) => `${cards?.[name]?.ipv4}`);
  expect(of(cardsOfVagrant, 'eth0')).toEqual(['10.0.2.15', '10.0.2.15', '10.0.2.15']);
  expect(of(cardsOfRacks, 'eth1')).toEqual(['10.20.0.10', '10.20.0.11', '10.20.0.12']);
  expect(of({ ...cardsOfRacks, controlPlanes: 3, workers: 1 }, 'eth1')).toEqual([
    '10.20.0.10',
    '10.20.0.254',
    '10.20.0.253',
    '10.20.0.11',
  ]);
});

test('the default route leads by the first card, or by the one that says so', () => {
  const of = (input: TestbedSpecInput) =>
    addressPlan(parseSpec(input)).cards?.filter(({ defaultRoute }) => defaultRoute);
  expect(of(cardsOfVagrant)).toMatchObject([{ name: 'eth0' }]);
  expect(of(cardsOfRacks)).toMatchObject([{ name: 'eth1', mtu: 1400 }]);
});

test("where the default route leads by another card, the zone's gateway leads to nodes beyond it, and to pods that it knows", () => {
  const of = (input: TestbedSpecInput) => {
    const plan = addressPlan(parseSpec(input));
    return plan.zones.map((zone) => byGateway(plan, zone, 'ipv4').map(String));
  };
  expect(of({})).toEqual([['0.0.0.0/0']]);
  expect(of(cardsOfVagrant)).toEqual([[]]);
  expect(of(cardsOfTwoHosts)).toEqual([['192.168.57.0/24'], ['192.168.56.0/24']]);
  expect(of({ ...cardsOfTwoHosts, podRoutes: true })).toEqual([
    ['192.168.57.0/24', '10.244.0.0/16'],
    ['192.168.56.0/24', '10.244.0.0/16'],
  ]);
  expect(of(cardsOfServers)).toEqual([['10.0.1.0/24']]);
});

test('a subnet spans the zones, and a node has its place in it wherever it is', () => {
  const { nodes } = addressPlan(parseSpec({ ...cardsAcrossZones, workers: 3 }));
  expect(nodes.map(({ zone, cards }) => [zone, `${cards?.eth1?.ipv4}`])).toEqual([
    ['a', '10.20.0.10'],
    ['b', '10.20.0.11'],
    ['a', '10.20.0.12'],
    ['b', '10.20.0.13'],
  ]);
});

test('in a cluster with IPv6 a card has what its IPv6 range gives, and a NAT keeps its IPv4', () => {
  const of = (input: TestbedSpecInput) => {
    const { cards = [], nodes } = addressPlan(parseSpec(input));
    const [further] = cards.filter(({ network }) => network !== 'nodes');
    const { cidr, gateway } = further!;
    const own = nodes[1]?.cards?.[further!.name];
    return [valuesOf<unknown>(cidr!), valuesOf<unknown>(gateway!), valuesOf<unknown>(own!)].map((list) =>
      list.join(' '),
    );
  };
  expect(of({ ...cardsOfRacks, ipFamily: 'dual' })).toEqual([
    '10.20.0.0/24 fd00:10:20::/64',
    '10.20.0.1 fd00:10:20::1',
    '10.20.0.11 fd00:10:20::b',
  ]);
  expect(of({ ...cardsOfRacks, ipFamily: 'ipv6' })).toEqual([
    'fd00:10:20::/64',
    'fd00:10:20::1',
    'fd00:10:20::b',
  ]);
  expect(of({ ...cardsOfRacks, ipFamily: 'ipv4' })).toEqual(['10.20.0.0/24', '10.20.0.1', '10.20.0.11']);
  expect(of({ ...cardsOfVagrant, ipFamily: 'ipv6' })).toEqual(['10.0.2.0/24', '10.0.2.2', '10.0.2.15']);
  expect(of({ ...cardsOfBothNats, ipFamily: 'ipv6' })).toEqual([
    '10.0.2.0/24 fd17:625c:f037:2::/64',
    '10.0.2.2 fd17:625c:f037:2::2',
    '10.0.2.15 fd17:625c:f037:2::f',
  ]);
});

test('the default route leads by the card in the families that it has, and else by the node network', () => {
  const of = (input: TestbedSpecInput) => {
    const plan = addressPlan(parseSpec({ ...input, ipFamily: 'dual' }));
    return plan.families.map((family) => leavesBy(plan, family)?.name);
  };
  expect(of(cardsOfVagrant)).toEqual(['eth0', undefined]);
  expect(of(cardsOfBothNats)).toEqual(['eth0', 'eth0']);
  expect(of(cardsOfRacks)).toEqual(['eth1', 'eth1']);
  expect(of({})).toEqual([undefined, undefined]);
});

test('a card of the nodes has every family of the cluster', () => {
  const one = (card: object): TestbedSpecInput => ({
    nodeCard: 'eth1',
    cards: [
      { name: 'eth0', network: 'nodes' },
      { name: 'eth1', network: 'subnet', ...card },
    ],
  });
  const [ipv4, ipv6] = [{ cidr: '10.20.0.0/24' }, { cidrIPv6: 'fd00:10:20::/64' }];
  expect(codesOf({ ...one(ipv4), ipFamily: 'dual' })).toEqual(['cards/node-card nodeCard']);
  expect(codesOf({ ...one(ipv4), ipFamily: 'ipv6' })).toContain('cards/range cards[1].cidrIPv6');
  expect(codesOf({ ...one(ipv6), ipFamily: 'ipv4' })).toContain('cards/range cards[1].cidr');
  expect(codesOf({ ...one({ ...ipv4, ...ipv6 }), nodeCard: 'eth0', ipFamily: 'dual' })).toEqual([]);
  expect(codesOf({ ...cardsOfVagrant, nodeCard: 'eth0', ipFamily: 'ipv6' })).toEqual([
    'cards/node-card nodeCard',
  ]);
  expect(codesOf({ ...cardsOfVagrant, nodeCard: 'eth1', ipFamily: 'ipv6' })).toEqual([]);
});

test('without nodeCard, Flannel goes by the default route of every family', () => {
  expect(codesOf({ ...cardsOfVagrant, ipFamily: 'dual' })).toEqual(['cni/other-card cards']);
  expect(codesOf({ ...cardsOfVagrant, ipFamily: 'ipv6' })).toEqual([]); // the NAT has no IPv6
  expect(codesOf({ ...cardsOfBothNats, ipFamily: 'ipv6' })).toEqual(['cni/other-card cards']);
});

test('IPv6 ranges of cards are proven as all others are, and their links are as large as IPv6 asks', () => {
  const [nodes, subnet] = cardsOfRacks.cards;
  const of = (card: object) =>
    codesOf({ cards: [nodes, { ...subnet, ...card }], nodeCard: 'eth0', ipFamily: 'dual' });
  expect(of({ cidrIPv6: 'fd00:10:244:5::/64' })).toEqual(['overlap podCidrIPv6']);
  expect(of({ cidrIPv6: 'fd00:10:20::/125' })).toEqual(['too-few-addresses cards[1].cidrIPv6']);
  expect(of({ mtu: 1279 })).toEqual(['cni/ipv6-mtu cards[1].mtu']);
  expect(of({ mtu: 1279, cidrIPv6: undefined })).toEqual([]);
});

test.each(['ipv4', 'dual', 'ipv6'] as const)(
  'a results file holds the cards of %s as the plan has them',
  (ipFamily) => {
    const plan = addressPlan(parseSpec({ ...cardsOfBothNats, ipFamily, nodeCard: 'eth1' }));
    const read = planSchema.parse(JSON.parse(JSON.stringify(plan)));
    expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(plan)));
  },
);

test('a results file holds the cards as the plan has them', () => {
  const plan = addressPlan(parseSpec({ ...cardsOfRacks, nodeCard: 'eth0' }));
  const { success, data } = planSchema.safeParse(JSON.parse(JSON.stringify(plan)));
  expect(success).toBe(true);
  expect(JSON.parse(JSON.stringify(data))).toEqual(JSON.parse(JSON.stringify(plan)));
});

describe('where nobody names the card', () => {
  test.each([
    ['flannel', 'cni/other-card cards', 'cni/other-card cards'],
    ['calico', undefined, undefined], // the chart asks for the node's address in Kubernetes
    ['cilium', undefined, undefined],
    ['none', undefined, undefined],
  ])('%s takes the one of its own rule', (cni, ofVagrant, ofRacks) => {
    expect(codesOf({ ...cardsOfVagrant, cni })).toEqual(ofVagrant ? [ofVagrant] : []);
    expect(codesOf({ ...cardsOfRacks, cni })).toEqual(ofRacks ? [ofRacks] : []);
  });

  test.each(cnis.map(({ name }) => name))('%s takes the one that is named', (cni) => {
    expect(codesOf({ ...cardsOfVagrant, cni, nodeCard: 'eth1' })).toEqual([]);
    expect(codesOf({ ...cardsOfVagrant, cni, nodeCard: 'eth0' })).toEqual(['cards/node-card nodeCard']);
  });
});

test('ranges of cards overlap no other range', () => {
  expect(codesOf({ ...cardsOfVagrant, nodeCard: 'eth1', podCidr: '10.0.0.0/16' })).toEqual([
    'overlap podCidr',
  ]);
  expect(
    codesOf({ ...cardsOfRacks, nodeCard: 'eth0', reserved: [{ name: 'VPN', cidr: '10.20.0.0/16' }] }),
  ).toEqual(['overlap cards[1].cidr']);
});

test('a subnet has room for all nodes', () => {
  const [nodes, subnet] = cardsOfRacks.cards;
  const cards = [nodes, { ...subnet, cidr: '10.20.0.0/28' }];
  expect(codesOf({ ...cardsOfRacks, cards, nodeCard: 'eth0', workers: 4 })).toEqual([]);
  expect(codesOf({ ...cardsOfRacks, cards, nodeCard: 'eth0', workers: 5 })).toEqual([
    'too-few-addresses cards[1].cidr',
  ]);
});

test('AWS and clusters on one machine refuse cards', () => {
  const input = { ...cardsOfVagrant, nodeCard: 'eth1' };
  const refused = (step: () => unknown) => {
    try {
      return step();
    } catch (error) {
      return error instanceof SpecError ? error.problems.map(({ code }) => code) : error;
    }
  };
  expect(refused(() => awsCluster(input))).toEqual(['aws/cards']);
  expect(refused(() => kindExport({ ...planned(input), datapath: { hosts: [], endpoints: [] } }))).toEqual([
    'laptop/cards',
  ]);
});

test("charts name the card, Cilium's that of the default route as well", () => {
  const of = (cni: string) => chartOf(planned({ ...cardsOfVagrant, cni, nodeCard: 'eth1' }));
  expect(of('flannel')).toMatchObject({
    flannel: { args: ['--ip-masq', '--kube-subnet-mgr', '--iface=eth1'] },
  });
  expect(of('calico')).toMatchObject({
    installation: { calicoNetwork: { nodeAddressAutodetectionV4: { interface: '^eth1$' } } },
  });
  expect(of('cilium')).toMatchObject({ devices: ['eth1', 'eth0'] });
  expect(chartOf(planned({ ...cardsOfVagrant, cni: 'cilium' }))).not.toHaveProperty('devices');
});

test('charts and kubelets carry both families of the card', () => {
  const of = (cni: string) => planned({ ...cardsOfVagrant, cni, nodeCard: 'eth1', ipFamily: 'dual' });
  expect(chartOf(of('flannel'))).toMatchObject({
    flannel: { args: expect.arrayContaining(['--iface=eth1']) },
  });
  const card = { interface: '^eth1$' };
  expect(chartOf(of('calico'))).toMatchObject({
    installation: { calicoNetwork: { nodeAddressAutodetectionV4: card, nodeAddressAutodetectionV6: card } },
  });
  expect(chartOf(of('cilium'))).toMatchObject({ devices: ['eth1', 'eth0'] });
  const options = {
    kubernetesVersion: 'v1.36.0',
    apiHost: 'api',
    changes: { kubeProxy: 'iptables' },
  } as const;
  expect(initDocuments(of('flannel').plan, options)[0]).toMatchObject({
    nodeRegistration: { kubeletExtraArgs: [{ name: 'node-ip', value: '192.168.56.10,fd00:192:168:1::a' }] },
  });
});

test("kubelets say the node network's address", () => {
  const { plan } = planned({ ...cardsOfVagrant, nodeCard: 'eth1' });
  const options = {
    kubernetesVersion: 'v1.36.0',
    apiHost: 'api',
    changes: { kubeProxy: 'iptables' },
  } as const;
  expect(initDocuments(plan, options)[0]).toMatchObject({
    nodeRegistration: { kubeletExtraArgs: [{ name: 'node-ip', value: '192.168.56.10' }] },
  });
});
