import type { Unreached } from '../../lib/datapath';
import type { Family } from '../../lib/net';
import type { TestbedSpecInput } from '../../lib/plan';
import type { Testbed } from '../../lib/testbed';
import { predictions, testbedOf } from '../testbeds';

const spec: TestbedSpecInput = {
  cni: 'cilium',
  workers: 3,
  ipFamily: 'dual',
  zones: ['a', 'b'].map((name, i) => ({ name, nodeCidr: `192.168.${i + 1}.0/24` })),
  podRoutes: true,
};

const insidersOf = ({ datapath }: Testbed) => datapath.endpoints.filter(({ kind }) => kind !== 'outside');

const droppedBy = (why?: Unreached) => (why && 'drop' in why ? why.drop.host : why?.code);

/** Pairs that do not reach each other, each with the host that drops the packet or its answer. */
function lost(testbed: Testbed, family: Family): string[] {
  const predict = predictions(testbed);
  const all = insidersOf(testbed).map(({ id }) => id);
  return all.flatMap((from) =>
    all
      .filter((to) => to !== from && !predict(from, to, family).reachable)
      .map((to) => `${from} ${to} ${droppedBy(predict(from, to, family).why)}`),
  );
}

describe.each([
  ['cilium', 'native'],
  ['cilium', 'wireguard'],
  ['calico', 'bgp'],
])('%s %s over two zones whose router knows the pods', (cni, mode) => {
  const testbed = testbedOf({ ...spec, cni, mode });

  test.each(testbed.plan.families)('reaches every endpoint from every other one over %s', (family) =>
    expect(lost(testbed, family)).toEqual([]),
  );

  test('keeps the pods’ own addresses on the way', () => {
    const predict = predictions(testbed);
    const [far] = testbed.plan.nodes.filter(({ zone }) => zone === 'b');
    const source = testbed.plan.nodes[0]!.pods[0]!;
    expect(predict(`pod:${source.name}`, `pod:${far!.name}/0`).source).toEqual(source.address.ipv4);
  });
});

test('BIRD’s routes to a far node’s pods lead to the router, as its next hop is looked up again', () => {
  const { datapath } = testbedOf({ ...spec, cni: 'calico', mode: 'bgp', workers: 2, ipFamily: 'ipv4' });
  const routes = datapath.hosts.find(({ name }) => name === 'control-plane-1')!.routes;
  expect(
    routes.flatMap(({ destination, via, protocol, metric }) =>
      protocol === 'bird' && via ? [`${destination} via ${via} metric ${metric}`] : [],
    ),
  ).toEqual(['10.244.2.0/24 via 192.168.1.11 metric 1024', '10.244.1.0/24 via 192.168.1.1 metric 1024']);
});

test('without the routes the router drops what pods of two zones send each other, and nothing inside a zone', () => {
  const testbed = testbedOf({ ...spec, mode: 'native' });
  const hosts = testbed.datapath.hosts.map((host) =>
    host.name === 'router'
      ? { ...host, routes: host.routes.filter(({ type }) => type === 'blackhole') }
      : host,
  );
  const pairs = lost({ ...testbed, datapath: { ...testbed.datapath, hosts } }, 'ipv4');
  expect(pairs.length).toBeGreaterThan(0);
  for (const pair of pairs) expect(pair).toMatch(/ router$/);
});

test('the router knows each node’s share of both families, and none where all nodes have the same one', () => {
  const routes = (input: TestbedSpecInput) =>
    testbedOf(input)
      .datapath.hosts.find(({ name }) => name === 'router')!
      .routes.filter(({ type }) => type !== 'blackhole')
      .map(({ destination, via, link }) => `${destination} ${via} ${link}`);
  expect(routes({ ...spec, mode: 'native', workers: 1 })).toEqual([
    '10.244.0.0/24 192.168.1.10 zone-a',
    'fd00:10:244::/64 fd00:192:168:1::a zone-a',
    '10.244.1.0/24 192.168.2.10 zone-b',
    'fd00:10:244:1::/64 fd00:192:168:2::a zone-b',
  ]);
  expect(routes({ cni: 'none', zones: spec.zones, podRoutes: true })).toEqual([]);
  expect(routes({ ...spec, podRoutes: false, mode: 'vxlan' })).toEqual([]);
});
