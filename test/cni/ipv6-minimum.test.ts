import type { TestbedSpecInput } from '../../lib/plan';
import { testbedOf } from '../testbeds';

/** Least MTU of the underlay; labs of these modes were built with it. On smaller links the kernel has no IPv6. */
test.each([
  ['flannel', 'vxlan', 1350],
  ['flannel', 'host-gw', 1280],
  ['calico', 'vxlan', 1350],
  ['cilium', 'vxlan', 1330],
  ['cilium', 'native', 1280],
])('IPv6 over %s %s needs an underlay of %i bytes', (cni, mode, least) => {
  const spec = (underlayMtu: number): TestbedSpecInput => ({ cni, mode, underlayMtu, ipFamily: 'dual' });
  expect(() => testbedOf(spec(least))).not.toThrow();
  expect(() => testbedOf(spec(least - 1))).toThrow(
    new RegExp(`underlayMtu = ${least - 1}: IPv6 needs links of 1280 bytes.*Use ${least} or more`),
  );
  expect(() => testbedOf({ ...spec(least - 1), ipFamily: 'ipv4' })).not.toThrow();
});

test('IPv6 needs a network between the nodes that carries 1280 bytes, whatever their links say', () => {
  const spec = { ipFamily: 'dual', fabricMtu: 1279 } as const;
  expect(() => testbedOf(spec)).toThrow(
    /^fabricMtu = 1279: IPv6 needs links of 1280 bytes\. Use 1280 or more/,
  );
});
