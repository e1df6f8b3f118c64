import { flannelDeployment } from '../../lib/cni/flannel/deployment';
import { choiceOf, describeDeployment, expectSnapshot, planOf, trafficLines } from './deployment-fixtures';

const plan = planOf({ workers: 1 });
const valuesOf = (mode: string) =>
  flannelDeployment.chart(plan, choiceOf('flannel', mode)).values as { flannel: Record<string, unknown> };

test.each(['vxlan', 'vxlan-direct', 'host-gw', 'wireguard'])('%s deploys as in its snapshot', (mode) => {
  expectSnapshot(`flannel.${mode}`, describeDeployment(flannelDeployment, plan, choiceOf('flannel', mode)));
});

test('dual stack with nftables deploys as in its snapshot', () => {
  const dual = planOf({ workers: 1, ipFamily: 'dual' });
  expectSnapshot(
    'flannel.wireguard.nftables.dual',
    describeDeployment(flannelDeployment, dual, choiceOf('flannel', 'wireguard', 'nftables')),
  );
});

test('the interface is found by a route to the node network, never by its name', () => {
  const { args } = valuesOf('vxlan').flannel as { args: string[] };
  expect(args).toEqual(['--ip-masq', '--kube-subnet-mgr', '--iface-can-reach=192.168.1.1']);
  expect(plan.nodes.map((node) => `${node.address.ipv4}`)).not.toContain('192.168.1.1');
});

test('the tunnel mode stays unset, since the template writes it as invalid JSON', () => {
  expect(valuesOf('wireguard').flannel).not.toHaveProperty('tunnelMode');
});

test('WireGuard opens its second port for IPv6 only', () => {
  const lines = (ipFamily: 'ipv4' | 'dual') =>
    trafficLines(flannelDeployment.nodeTraffic(planOf({ ipFamily }), choiceOf('flannel', 'wireguard')));
  expect(lines('ipv4')).toEqual(['udp 51820']);
  expect(lines('dual')).toEqual(['udp 51820', 'udp 51821']);
});
