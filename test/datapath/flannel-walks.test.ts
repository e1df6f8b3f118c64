import type { Endpoint } from '../../lib/datapath';
import { shareOf, type TestbedSpecInput } from '../../lib/plan';
import { predictions, testbedOf } from '../testbeds';

const zones = (count: number) =>
  ['a', 'b'].slice(0, count).map((name, i) => ({ name, nodeCidr: `192.168.${i + 1}.0/24` }));

const variants: (TestbedSpecInput & { readonly about: string })[] = [
  { about: 'vxlan in one zone', mode: 'vxlan' },
  { about: 'vxlan over two zones', mode: 'vxlan', zones: zones(2) },
  { about: 'vxlan with both families over two zones', mode: 'vxlan', zones: zones(2), ipFamily: 'dual' },
  { about: 'host-gw in one zone', mode: 'host-gw' },
  { about: 'host-gw with both families', mode: 'host-gw', ipFamily: 'dual' },
];

/** facts of who translates: pods to pods nobody; pods to another node its own node; nodes to far pods by the tunnel. */
function expectedSource(mode: string, from: Endpoint, to: Endpoint, node: Endpoint, family: 'ipv4' | 'ipv6') {
  const own = `${from.address[family]}`;
  if (from.kind === to.kind || from.node === to.node) return from.kind === to.kind ? own : undefined;
  if (from.kind === 'pod') return `${node.address[family]}`;
  return mode === 'vxlan' ? 'tunnel' : own;
}

describe.each(variants)('flannel $about', ({ about: _, ...spec }) => {
  const testbed = testbedOf({ cni: 'flannel', ...spec });
  const predict = predictions(testbed);
  const endpoints = testbed.datapath.endpoints.filter(({ kind }) => kind !== 'outside');
  const pairs = endpoints.flatMap((from) =>
    endpoints.filter((to) => to !== from).map((to) => ({ from, to })),
  );
  const nodes = new Map(testbed.plan.nodes.map((node) => [node.name, node]));

  test.each(testbed.plan.families)(
    'every endpoint reaches every other one over %s, and it is that one that answers',
    (family) => {
      for (const { from, to } of pairs)
        expect({ from: from.id, ...predict(from.id, to.id, family) }).toMatchObject({
          from: from.id,
          reachable: true,
          answeredBy: to.id,
        });
      expect(pairs.length).toBe(72);
    },
  );

  test.each(testbed.plan.families)('receivers see over %s whom the mode should show them', (family) => {
    for (const { from, to } of pairs) {
      const { source } = predict(from.id, to.id, family);
      const node = endpoints.find(({ id }) => id === `node:${from.node}`)!;
      const expected = expectedSource(spec.mode!, from, to, node, family);
      const tunnel = `${shareOf(nodes.get(from.node)!, family).at(0)}`;
      if (expected !== undefined)
        expect(`${from.id} ${to.id} ${source}`).toBe(
          `${from.id} ${to.id} ${expected === 'tunnel' ? tunnel : expected}`,
        );
      else
        expect(`${nodes.get(from.node)!.podGateway?.[family]} ${from.address[family]}`).toContain(
          `${source}`,
        );
    }
  });

  test.each(testbed.plan.families)(
    'over %s the predicted size passes and one byte more dies as too big',
    (family) => {
      for (const { from, to } of pairs.filter((_, i) => i % 5 === 0)) {
        const { mtu } = predict(from.id, to.id, family);
        expect(predict(from.id, to.id, family, mtu).forward).toMatchObject({
          delivered: true,
          fragmented: false,
        });
        expect(predict(from.id, to.id, family, mtu + 1).forward.drop?.code).toBe('too-big');
      }
    },
  );
});

test.each([
  ['vxlan', 'ipv4', 'ipv4', 1450],
  ['vxlan', 'dual', 'ipv4', 1450],
  ['vxlan', 'dual', 'ipv6', 1430],
  ['host-gw', 'dual', 'ipv6', 1500],
] as const)(
  'flannel %s with %s addresses carries %s packets of up to %i bytes between pods',
  (mode, ipFamily, family, bytes) => {
    const predict = predictions(testbedOf({ cni: 'flannel', mode, ipFamily }));
    expect(predict('pod:worker-1/0', 'pod:worker-2/0', family).mtu).toBe(bytes);
  },
);

test('zones whose names begin alike are zones of their own', () => {
  const named = ['eu-central-1a', 'eu-central-1b'].map((name, i) => ({ name, nodeCidr: `10.${i}.0.0/24` }));
  const testbed = testbedOf({ zones: named });
  const links = testbed.datapath.hosts.flatMap(({ name, links }) =>
    links.map((link) => `${name} ${link.name}`),
  );
  expect(new Set(links).size).toBe(links.length);
  expect(predictions(testbed)('node:control-plane-1', 'node:worker-1').reachable).toBe(true);
});

describe('without a CNI', () => {
  const predict = predictions(testbedOf({ cni: 'none', workers: 1, podsPerNode: 1, firstNodeHost: 2 }));

  test('a packet for the pod of the other node never leaves its own node', () => {
    const { forward, why, reachable } = predict('pod:control-plane-1/0', 'pod:worker-1/0');
    expect(reachable).toBe(false);
    expect(new Set(forward.hops.map(({ host }) => host))).toEqual(new Set(['pod-0.control-plane-1']));
    expect(why).toEqual({
      code: 'other-answers',
      address: '10.244.0.2',
      answeredBy: 'pod:control-plane-1/0',
      meant: 'pod:worker-1/0',
      self: true,
    });
  });

  test("a node reaches its own pod under the other pod's address", () => {
    expect(predict('node:worker-1', 'pod:control-plane-1/0')).toMatchObject({
      reachable: false,
      answeredBy: 'pod:worker-1/0',
    });
  });

  test('a pod reaches its own node, and of the other one no answer comes back', () => {
    expect(predict('pod:worker-1/0', 'node:worker-1').reachable).toBe(true);
    const far = predict('pod:worker-1/0', 'node:control-plane-1');
    expect(far.reachable).toBe(false);
    expect(far.why).toEqual({
      code: 'answer-astray',
      reached: 'node:control-plane-1',
      host: 'pod-0.control-plane-1',
      address: '10.244.0.2',
    });
  });
});
