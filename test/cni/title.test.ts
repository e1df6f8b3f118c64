import { cnis, cniTitle } from '../../lib/cni';

test.each([
  ['flannel', 'vxlan', 'Flannel, VXLAN'],
  ['cilium', 'native', 'Cilium, native routing'],
  ['none', 'bridge', 'No CNI'],
  ['kindnet', 'unknown', 'kindnet unknown'],
])('%s %s is called %s', (name, mode, title) => {
  expect(cniTitle(cnis, name, mode)).toBe(title);
});

test('no two modes have one title', () => {
  const titles = cnis.flatMap(({ name, modes }) => modes.map((mode) => cniTitle(cnis, name, mode.name)));
  expect(new Set(titles).size).toBe(titles.length);
});
