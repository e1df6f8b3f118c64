/** What could not be read, and why. */
import type { Output } from '../../../lib/state/capture/capture';
import { readHost } from '../../../lib/state/read';
import { answer, hostOf } from '../../support/outputs';

const links = 'ip -j -d link show';
const gapOf = (command: string, output: Partial<Output>) =>
  readHost('worker', { [command]: { stdout: '', stderr: '', exit: 0, ...output } }).gaps.find(
    (gap) => gap.command === command,
  );

test.each<[string, string, Partial<Output>]>([
  ['not-installed', links, { exit: null, stderr: 'ip: not found' }],
  ['not-installed', links, { exit: null, stderr: 'spawn ip ENOENT' }],
  ['not-installed', links, { exit: 127, stderr: 'sh: 1: ip: not found' }],
  ['not-permitted', 'nft -j list ruleset', { exit: 1, stderr: 'Operation not permitted (you must be root)' }],
  [
    'not-permitted',
    'iptables-save',
    { exit: 4, stderr: 'Could not fetch rule set generation id: Permission denied (you must be root)' },
  ],
  ['not-permitted', links, { exit: null, stderr: 'spawn ip EACCES' }],
  ['no-json', links, { exit: 1, stderr: "ip: invalid option -- 'j'\nBusyBox v1.36.1 multi-call binary." }],
  ['no-json', links, { exit: 255, stderr: 'Option "-j" is unknown, try "ip -help".' }],
  ['no-json', links, { stdout: '1: lo: <LOOPBACK,UP> mtu 65536\n' }],
  ['failed', links, { exit: 2, stderr: 'Dump terminated' }],
  ['failed', links, { exit: 124, stderr: 'no end within 60 s' }],
  ['too-large', links, { exit: null, stderr: 'longer than 33554432 bytes: the rest was left out' }],
  ['too-large', links, { stdout: 'x'.repeat(32 * 2 ** 20 + 1) }],
  [
    'not-captured',
    'ipset save',
    { exit: null, stderr: 'not asked: whether the kernel has loaded ip_set cannot be seen' },
  ],
  ['not-understood', links, { stdout: '' }],
  ['not-understood', links, { stdout: '[{"ifindex":1,' }],
  ['not-understood', links, { stdout: '{"links":[]}' }],
  ['not-understood', links, { stdout: `${'['.repeat(101)}${']'.repeat(101)}` }],
])('%s is why there is no answer of %s: %j', (why, command, output) => {
  expect(gapOf(command, output)).toMatchObject({ why });
});

test('of a capture of nothing are all that is asked of a machine', () => {
  const { gaps, ...host } = readHost('worker', {});
  expect(
    gaps.map(({ of, command, why }) => `${of}: ${command}${why === 'not-captured' ? '' : ` ${why}`}`),
  ).toMatchSnapshot();
  expect(host).toEqual({
    name: 'worker',
    links: [],
    routes: [],
    rules: [],
    missingRules: [],
    neighbours: [],
    unanswered: [],
    forwarding: [],
    netfilter: { chains: [], sets: [] },
    sysctls: {},
    listening: [],
  });
});

test('of many entries are named twenty, and the rest counted', () => {
  const broken = Array.from({ length: 30 }, (_, i) => ({ ifname: `eth${i}` }));
  const gaps = hostOf({ [links]: broken }).gaps.filter(({ of }) => of === 'links');
  expect(gaps).toHaveLength(21);
  expect(gaps[0]).toEqual({
    of: 'links',
    command: links,
    why: 'not-understood',
    entry: '{"ifname":"eth0"}',
    details: 'ifindex: Invalid input: expected number, received undefined',
  });
  expect(gaps.at(-1)).toEqual({ of: 'links', command: links, why: 'not-understood', entry: '10 more' });
});

test('quote a tool in one line of two hundred signs that can be seen', () => {
  const { details } = gapOf(links, { exit: 1, stderr: `\u001b[31mno\n${'x'.repeat(300)}` })!;
  expect(details).toBe(`\\u001b[31mno ${'x'.repeat(192)}…`);
});

test('leave nothing out silently: a pod is asked less than its machine', () => {
  const asked = (of: 'machine' | 'pod') =>
    new Set(readHost('x', { [links]: answer([]) }, of).gaps.map(({ command }) => command));
  expect([...asked('machine')].filter((command) => !asked('pod').has(command))).toEqual([
    'find /sys/fs/bpf',
    'bpftool -j net show',
    'birdc show protocols',
    'ipset save',
  ]);
});
