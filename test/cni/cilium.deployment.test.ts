import { ciliumDeployment } from '../../lib/cni/cilium/deployment';
import { choiceOf, describeDeployment, expectSnapshot, planOf, trafficLines } from './deployment-fixtures';

const modes = ['vxlan', 'geneve', 'native', 'wireguard'];
const plan = planOf({ workers: 1 });
const valuesOf = (mode: string, input = {}) =>
  ciliumDeployment.chart(planOf(input), choiceOf('cilium', mode)).values as Record<string, unknown>;

test.each(modes)('%s deploys as in its snapshot', (mode) => {
  expectSnapshot(`cilium.${mode}`, describeDeployment(ciliumDeployment, plan, choiceOf('cilium', mode)));
});

test('eBPF in place of kube-proxy and dual stack deploy as in their snapshots', () => {
  expectSnapshot(
    'cilium.vxlan.ebpf',
    describeDeployment(ciliumDeployment, plan, choiceOf('cilium', 'vxlan', 'ebpf')),
  );
  const dual = planOf({ workers: 1, ipFamily: 'dual' });
  expectSnapshot(
    'cilium.native.dual',
    describeDeployment(ciliumDeployment, dual, choiceOf('cilium', 'native')),
  );
});

test.each(modes)('%s takes the shares from the Node objects, and waits for them', (mode) => {
  expect(valuesOf(mode).ipam).toEqual({ mode: 'kubernetes' });
  expect(valuesOf(mode).k8s).toEqual({ requireIPv4PodCIDR: true, requireIPv6PodCIDR: false });
  expect(valuesOf(mode, { ipFamily: 'dual' }).k8s).toEqual({
    requireIPv4PodCIDR: true,
    requireIPv6PodCIDR: true,
  });
});

test('native routing names the pod network of each family, or pods would be masqueraded towards pods', () => {
  for (const mode of ['native', 'wireguard']) {
    const values = valuesOf(mode, { ipFamily: 'dual' });
    expect(values.ipv4NativeRoutingCIDR).toBe('10.244.0.0/16');
    expect(values.ipv6NativeRoutingCIDR).toBe('fd00:10:244::/48');
  }
});

test('native routing over several zones skips nodes behind a router', () => {
  const zones = [
    { name: 'a', nodeCidr: '192.168.1.0/24' },
    { name: 'b', nodeCidr: '192.168.2.0/24' },
  ];
  expect(valuesOf('native').directRoutingSkipUnreachable).toBe(false);
  expect(valuesOf('native', { zones }).directRoutingSkipUnreachable).toBe(true);
});

test('WireGuard still lets bare packets in: what pods send to nodes is not encrypted', () => {
  const lines = trafficLines(ciliumDeployment.nodeTraffic(plan, choiceOf('cilium', 'wireguard')));
  expect(lines).toEqual(['tcp 4240', 'icmp', 'udp 51871', 'all']);
});
