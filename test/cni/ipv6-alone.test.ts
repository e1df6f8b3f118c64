import { cnis } from '../../lib/cni';
import { Network, Predictor } from '../../lib/datapath';
import { familiesOf, type PerFamily } from '../../lib/net';
import type { Plan } from '../../lib/plan';
import { testbedOf } from '../testbeds';

/** The IPv6 half of values that have both families. */
function half<T>(values: PerFamily<T>): PerFamily<T> {
  if (values.ipv6 === undefined) throw new Error('there is no ipv6');
  return { ipv6: values.ipv6 };
}

/** A dual-stack plan without its IPv4 half. */
function withoutIPv4(plan: Plan): Plan {
  return {
    ...plan,
    families: ['ipv6'],
    podCidr: half(plan.podCidr),
    serviceCidr: half(plan.serviceCidr),
    dnsService: half(plan.dnsService),
    zones: plan.zones.map((zone) => ({
      ...zone,
      nodeCidr: half(zone.nodeCidr),
      gateway: half(zone.gateway),
    })),
    nodes: plan.nodes.map((node) => ({
      ...node,
      address: half(node.address),
      podCidr: node.podCidr && half(node.podCidr),
      podGateway: node.podGateway && half(node.podGateway),
      pods: node.pods.map((pod) => ({ ...pod, address: half(pod.address) })),
    })),
  };
}

test.each(['vxlan', 'host-gw', 'wireguard'])(
  'flannel %s gives nodes and pods of IPv6 alone their state',
  (name) => {
    const { plan, cni, choice } = testbedOf({ cni: 'flannel', mode: name, ipFamily: 'dual' });
    const datapath = cni.datapath(withoutIPv4(plan), choice);
    const predictor = new Predictor(new Network(datapath));
    const inside = datapath.endpoints.filter(({ kind }) => kind !== 'outside');
    for (const from of inside)
      for (const to of inside)
        if (from !== to)
          expect(predictor.predict(from, to, 'ipv6', 'tcp')).toMatchObject({ reachable: true });
    const families = new Set(datapath.endpoints.flatMap(({ address }) => familiesOf(address)));
    expect([...families]).toEqual(['ipv6']);
  },
);

test('a plan that gives nodes no shares is refused by CNIs that keep to them, with the node', () => {
  const { plan, choice } = testbedOf({});
  const own = cnis.find(({ name }) => name === 'flannel');
  const nodes = plan.nodes.map(({ podCidr: _, podGateway: __, ...node }) => node);
  expect(() => own?.datapath({ ...plan, nodes }, choice)).toThrow('control-plane-1');
});
