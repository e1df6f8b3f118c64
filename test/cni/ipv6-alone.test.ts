/** Clusters without IPv4: every mode whose makers say that it has them, and why the others are refused. */
import { checkMatrix, judgePrediction } from '../../lib/check';
import { cnis } from '../../lib/cni';
import { familiesOf } from '../../lib/net';
import { type Problem, parseSpec, SpecError } from '../../lib/plan';
import { explainPacket } from '../../lib/run';
import { testbedWith } from '../../lib/run/lab/one-fault';
import { codesOf as codesOfExport, prepared } from '../export/prepared';
import { testbedOf } from '../testbeds';

const everyMode = cnis
  .filter(({ deployment }) => deployment)
  .flatMap((cni) => cni.modes.map((mode) => ({ cni, mode, name: `${cni.name} ${mode.name}` })));

const alone = (cni: string, mode: string, more: object = {}) =>
  testbedOf({ cni, mode, ipFamily: 'ipv6', ...more });

const problemsOf = (make: () => unknown): readonly Problem[] => {
  try {
    make();
    return [];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.problems;
  }
};
const codesOf = (make: () => unknown) => problemsOf(make).map(({ code, field }) => `${code} ${field}`);

const refused = ['calico ipip', 'calico ipip-cross-subnet', 'cilium wireguard'];

test.each(everyMode)('$name is refused without IPv4 only where its makers do not say that it can', (row) => {
  const { cni, mode, name } = row;
  const { has } = cni.capabilities({ mode, dataPlane: cni.dataPlanes[0]! })['ipv6-only'];
  expect(has === true).toBe(!refused.includes(name));
  expect(codesOf(() => alone(cni.name, mode.name))).toEqual(has === true ? [] : ['cni/ipv6-alone ipFamily']);
});

test('so is what an operator does otherwise for one data plane', () =>
  expect(codesOf(() => alone('calico', 'vxlan', { dataPlane: 'ebpf' }))).toEqual([
    'cni/ipv6-alone ipFamily',
  ]));

test.each(everyMode.filter(({ name }) => !refused.includes(name)))(
  '$name passes every check of the walk without IPv4, and nothing has an address of it',
  ({ cni, mode }) => {
    const wanted = alone(cni.name, mode.name);
    const checks = checkMatrix(wanted).map(judgePrediction);
    expect(checks.length).toBeGreaterThan(200);
    expect(checks.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    expect(new Set(checks.map(({ family }) => family))).toEqual(new Set(['ipv6']));
    const { endpoints, hosts } = wanted.datapath;
    expect(new Set(endpoints.flatMap(({ address }) => familiesOf(address)))).toEqual(new Set(['ipv6']));
    const addresses = hosts.flatMap(({ links }) => links.flatMap((link) => link.addresses));
    expect(addresses.filter(({ address }) => address.family === 'ipv4')).toEqual([]);
  },
);

test('tunnels in IPv6 add 70 bytes, whichever CNI makes them', () => {
  const between = { from: 'pod:worker-1/0', to: 'pod:worker-2/0' };
  for (const cni of ['flannel', 'calico', 'cilium']) {
    const { prediction } = explainPacket(parseSpec({ cni, ipFamily: 'ipv6' }), between);
    expect(prediction).toMatchObject({ reachable: true, mtu: 1430 });
  }
});

test('the values of charts have no IPv4 in them', () => {
  const values = (cni: string, mode: string) => {
    const { plan, cni: plugin, choice } = alone(cni, mode);
    return plugin.deployment!.chart(plan, choice).values;
  };
  expect(values('flannel', 'vxlan')).toMatchObject({ podCidr: '', podCidrv6: 'fd00:10:244::/48' });
  expect(values('cilium', 'vxlan')).toMatchObject({
    ipv4: { enabled: false },
    ipv6: { enabled: true },
    underlayProtocol: 'ipv6',
    k8s: { requireIPv4PodCIDR: false, requireIPv6PodCIDR: true },
    enableIPv4Masquerade: false,
    enableIPv6Masquerade: true,
  });
  expect(values('cilium', 'native')).not.toHaveProperty('underlayProtocol');
  const { calicoNetwork } = values('calico', 'bgp').installation as { calicoNetwork: object };
  expect(calicoNetwork).toHaveProperty('nodeAddressAutodetectionV6');
  expect(calicoNetwork).not.toHaveProperty('nodeAddressAutodetectionV4');
});

test('routing daemons take an identity that no address gives them, each another one', () => {
  const ids = alone('calico', 'bgp').datapath.hosts.flatMap(({ bgp }) => (bgp ? [`${bgp.routerId}`] : []));
  expect(new Set(ids).size).toBe(3);
});

test('faults are refused, and fabrics that nobody has read to take it', () => {
  const spec = parseSpec({ ipFamily: 'ipv6' });
  expect(codesOf(() => testbedWith(spec, { name: 'route-missing' }))).toEqual([
    'run/faults-in-ipv4 ipFamily',
  ]);
  const codes = (fabric: string) => codesOfExport(prepared(fabric, { ipFamily: 'ipv6' }));
  expect(codes('nsx-t')).toEqual(['export/ipv6-alone']);
  expect(codes('aci')).toEqual(['export/ipv6-alone']);
  expect(codesOfExport(prepared('ccf', { ipFamily: 'ipv6' }, { form: 'rest' }))).toEqual([]);
});

test('a plan that gives nodes no shares is refused by CNIs that keep to them, with the node', () => {
  const { plan, choice } = testbedOf({});
  const own = cnis.find(({ name }) => name === 'flannel');
  const nodes = plan.nodes.map(({ podCidr: _, podGateway: __, ...node }) => node);
  expect(() => own?.datapath({ ...plan, nodes }, choice)).toThrow('control-plane-1');
});
