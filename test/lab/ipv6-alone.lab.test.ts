/** Clusters without IPv4, in real namespaces. */
import { failures, inLab, judged } from '../support/labs';
import { describeLab } from '../support/namespaces';

describeLab('IPv6 alone, in namespaces', () => {
  test.each([
    ['flannel', 'vxlan'],
    ['flannel', 'host-gw'],
    ['calico', 'vxlan'],
    ['calico', 'bgp'],
    ['cilium', 'vxlan'],
    ['cilium', 'native'],
  ])('%s %s passes every check, as predicted', (cni, mode) =>
    inLab({ cni, mode, ipFamily: 'ipv6' }, async (lab) => {
      const checks = await judged(lab);
      expect(failures(checks)).toEqual([]);
      expect(checks.filter(({ mispredicted }) => mispredicted)).toEqual([]);
      expect(checks.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(200);
    }),
  );
});
