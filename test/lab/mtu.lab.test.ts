import { failures, inLab, judged } from '../support/labs';
import { describeLab } from '../support/namespaces';

const largest = async (spec: Parameters<typeof inLab>[0]) =>
  inLab(spec, async (lab) => {
    const checks = await judged(lab);
    expect(failures(checks)).toEqual([]);
    const between = checks.filter(
      ({ id, from, to }) => id === 'mtu/path' && from === 'pod:worker-1/0' && to === 'pod:worker-2/0',
    );
    return Object.fromEntries(between.map(({ family, observed }) => [family, observed?.bytes]));
  });

describeLab('path MTU, measured', () => {
  test.each([
    ['flannel', 'host-gw', 9001, 9001],
    ['calico', 'bgp', 9001, 9001],
    ['cilium', 'native', 9001, 9001],
    ['flannel', 'vxlan', 8951, 8931],
    ['calico', 'vxlan', 8931, 8931], // one MTU for all pods: the smaller of 8951 and 8931
    ['cilium', 'vxlan', 8951, 8951], // both families travel in IPv4
  ])('%s %s carries %i bytes (IPv6 %i) over an underlay of 9001', async (cni, mode, ipv4, ipv6) => {
    expect(await largest({ cni, mode, underlayMtu: 9001, ipFamily: 'dual' })).toEqual({ ipv4, ipv6 });
  });

  test.each([
    ['flannel', 'vxlan-direct', 1, 576, 526],
    ['flannel', 'vxlan-direct', 1, 601, 551],
    ['calico', 'vxlan-cross-subnet', 2, 576, 526],
  ])(
    '%s %s over %i zone(s) has no black hole below the least path MTU that Linux remembers, at %i bytes',
    async (cni, mode, zones, underlayMtu, ipv4) => {
      const zone = (i: number) => ({ name: 'abc'[i]!, nodeCidr: `192.168.${i + 1}.0/24` });
      const spec = { cni, mode, underlayMtu, zones: Array.from({ length: zones }, (_, i) => zone(i)) };
      expect(await largest(spec)).toEqual({ ipv4 });
    },
  );

  test('calico vxlan carries 8951 bytes where there is no IPv6', async () => {
    expect(await largest({ cni: 'calico', underlayMtu: 9001 })).toEqual({ ipv4: 8951 });
  });

  test('pods whose MTU is 50 too high for the fabric are reported as black holes, with the sizes', () =>
    inLab({ underlayMtu: 1500, fabricMtu: 1450 }, async (lab) => {
      const holes = (await judged(lab)).filter(({ id, verdict }) => id === 'mtu/path' && verdict === 'fail');
      const between = holes.find(({ from, to }) => from === 'pod:worker-1/0' && to === 'pod:worker-2/0')!;
      expect(between.why).toEqual({ code: 'black-hole', from: 1405, to: 1450 });
      expect(holes.every(({ why }) => why?.code === 'black-hole')).toBe(true);
      expect(holes.some(({ from, to }) => from === 'pod:worker-1/0' && to === 'pod:worker-1/1')).toBe(false);
      expect(holes.filter(({ mispredicted }) => mispredicted)).toEqual([]);
    }));
});
