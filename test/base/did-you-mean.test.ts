import { didYouMean, nearest } from '../../lib/base/did-you-mean';
import { cnis } from '../../lib/cni';
import { faults } from '../../lib/faults';

const names = cnis.map(({ name }) => name);
const modes = [...new Set(cnis.flatMap((cni) => cni.modes.map(({ name }) => name)))];

test.each([
  ['flanel', names, ['flannel']],
  ['Calico', names, ['calico']],
  ['celium', names, ['cilium']],
  ['vxlna', modes, ['vxlan']],
  ['wire', modes, ['wireguard']],
  ['hostgw', modes, ['host-gw']],
  ['rout-missing', faults.map(({ name }) => name), ['route-missing']],
  ['ebfp', ['iptables', 'ebpf'], ['ebpf']],
  ['tpc', ['tcp', 'udp'], ['tcp']],
  ['moon', ['name', 'mode'], []],
  ['weave', names, []],
  ['gre', modes, []],
  ['', names, []],
])('%j is likely meant as one of %j: %j', (typed, known, meant) =>
  expect(nearest(typed, known)).toEqual(meant),
);

test('what is as near as another is named with it, and what is right with nothing', () => {
  expect(didYouMean('policy-c', ['policy-a', 'policy-b', 'other'])).toBe(
    'Did you mean policy-a or policy-b?',
  );
  expect(didYouMean('calico', names)).toBeUndefined();
  expect(didYouMean('weave', names)).toBeUndefined();
});
