/** What is left in recorded clusters: after each uninstall, before any CNI, and of one CNI where another one runs. */

import { leftoversText } from '../../../lib/report';
import { commandLines } from '../../../lib/report/leftovers/grouped';
import { styleFor } from '../../../lib/report/style';
import { leftoversSchema } from '../../../lib/results/leftovers';
import { recordedNames } from '../../support/captures';
import { capturesOf, leftoversOf } from '../../support/recorded-leftovers';

const plain = styleFor(false, 120);
const leftovers = recordedNames.filter((name) => name.startsWith('leftovers'));
const healthy = recordedNames.filter((name) => !/^(leftovers|none)|after/.test(name));

test.each(leftovers)('%s: all that is left is its CNI’s, and has a command', (name) => {
  const [, owner] = name.split('-');
  const report = leftoversOf(name);
  expect(report.verdict).toBe('left');
  expect(new Set(report.left.map((row) => row.owner))).toEqual(new Set([owner]));
  expect(new Set(report.left.flatMap(({ host }) => host ?? []))).toEqual(
    new Set(report.hosts.map((host) => host.name)),
  );
  for (const { commands, name: what } of report.left)
    expect([what, commands.length > 0]).toEqual([what, true]);
  expect(leftoversSchema.parse(report)).toEqual(report);
});

test.each(leftovers)('%s: a few lines say it', (name) => {
  const text = leftoversText(leftoversOf(name), plain);
  expect(text.split('\n').length).toBeLessThan(60);
  expect(text).toMatchSnapshot();
});

test('nodes before any CNI have nothing left', () => {
  expect(leftoversOf('none')).toMatchObject({ verdict: 'nothing', left: [] });
  expect(leftoversText(leftoversOf('none'), plain)).toMatchSnapshot();
});

test.each(healthy)('%s: nothing is left where the CNI of it runs', (name) => {
  expect(leftoversOf(name)).toMatchObject({ verdict: 'nothing', left: [] });
});

test.each(healthy)('%s: all of it would be left where another CNI ran', (name) => {
  const [owner] = name.split('-');
  const other = owner === 'flannel' ? 'cilium' : 'flannel';
  const { left } = leftoversOf(name, { running: [other] });
  expect(new Set(left.map((row) => row.owner))).toEqual(new Set([owner]));
});

test('what keeps Cilium’s tunnel down after Flannel is named with the command that mends it', () => {
  const { left } = leftoversOf('cilium-vxlan-after-flannel');
  const holders = left.filter(({ harms }) => harms.some(({ code }) => code === 'holds-port'));
  expect(holders).toHaveLength(3);
  expect(holders[0]).toMatchObject({
    owner: 'flannel',
    name: 'flannel.1',
    harms: expect.arrayContaining([
      { code: 'holds-port', protocol: 'udp', port: 8472, blocks: 'cilium_vxlan' },
    ]),
    commands: [['ip', 'link', 'del', 'dev', 'flannel.1']],
  });
});

test('a file that another CNI’s agent took out of use does no harm, and one in use is said to be called', () => {
  const harms = (name: string) =>
    leftoversOf(name)
      .left.filter(({ kind }) => kind === 'config')
      .map((row) => row.harms);
  expect(harms('cilium-vxlan-after-flannel')).toEqual([[], [], []]);
  expect(harms('leftovers-flannel')[0]).toEqual([{ code: 'called', instead: false }]);
});

test('routes without a name are whose the rest is, and only where no CNI runs', () => {
  const routes = (running: string[]) =>
    leftoversOf('leftovers-flannel-host-gw', { running }).left.filter(({ kind }) => kind === 'route');
  expect(routes([])).toHaveLength(6);
  expect(routes([])[0]).toMatchObject({ owner: 'flannel', name: '10.244.1.0/24 via 192.168.1.11' });
  expect(routes(['kindnet'])).toEqual([]);
});

test('a name that other plug-ins give is nobody’s leftover where a CNI runs that is not known', () => {
  const links = (running: string[]) =>
    leftoversOf('leftovers-flannel', { running })
      .left.filter(({ kind, host }) => kind === 'link' && host === 'testbed-worker')
      .map(({ name }) => name);
  expect(links([])).toEqual(['flannel.1', 'cni0']);
  expect(links(['kindnet'])).toEqual(['flannel.1']);
});

test('a machine that was not read is a gap, and not one where nothing is left', () => {
  const captures = capturesOf('none').slice(1);
  expect(leftoversOf('none', { captures })).toMatchObject({
    verdict: 'incomplete',
    unread: ['testbed-control-plane'],
  });
});

test.each([
  ['find /sys/fs/bpf', 'ebpf'],
  ['ls -A /etc/cni/net.d', 'cni-config'],
  ['ip -j -d route show table all', 'routes'],
  ['ip -j -d rule show', 'rules'],
  ['nft -j list ruleset', 'nft'],
  ['iptables-save', 'iptables'],
  ['ip -j -d (link|addr) show', 'links'],
])('without the answer of %s, nobody says that nothing is left', (line, of) => {
  const captures = capturesOf('none').map((capture) => {
    const others = Object.entries(capture.outputs).filter(([asked]) => !new RegExp(`^${line}$`).test(asked));
    return { ...capture, outputs: Object.fromEntries(others) };
  });
  const { verdict, hosts } = leftoversOf('none', { captures });
  expect(verdict).toBe('incomplete');
  expect(hosts[0]!.gaps.map((gap) => gap.of)).toContain(of);
});

test('a command that is the same on several machines is listed once, and sets go behind the rules that ask them', () => {
  const all = commandLines(leftoversOf('leftovers-calico'));
  const lines = all.flatMap((place) => place.lines);
  expect(new Set(lines).size).toBe(lines.length);
  const place = (wanted: RegExp) => lines.findIndex((line) => wanted.test(line));
  expect(place(/^ipset destroy/)).toBeGreaterThan(place(/iptables-nft-restore/));
  expect(all[0]).toMatchObject({ where: 'on all 3 nodes', lines: ['rm /etc/cni/net.d/10-calico.conflist'] });
});
