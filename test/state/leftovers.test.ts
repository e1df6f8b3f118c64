/** Leftovers in answers that no recording has, of a CNI that is none of the testbed's. */
import { type Left, leftOn, type Surroundings, seenOf } from '../../lib/state';
import type { Outputs } from '../../lib/state/capture/capture';
import type { Traces } from '../../lib/state/leftovers/traces';
import { listing } from '../support/recorded-leftovers';

/** All that a fourth CNI has to say of itself. */
const traces: Traces = {
  links: /^fourth\d+$/,
  kernelLinks: /^tunl0$/,
  netfilter: { chains: /^FOURTH-/, sets: /^fourth-/ },
  programs: /^fourth_/,
  pins: [{ folder: 'tc/globals', names: 'fourth_*' }],
  config: /^10-fourth\./,
  folders: ['/run/fourth'],
  ports: [7777],
};

const link = (ifindex: number, ifname: string, more: object = {}) => ({
  ...{ ifindex, ifname, flags: ['UP'], mtu: 1500, link_type: 'ether', address: '02:00:00:00:00:01' },
  ...more,
});

const answer = (data: unknown) => ({ stdout: JSON.stringify(data), stderr: '', exit: 0 });

function left(outputs: Outputs, around: Partial<Surroundings> = {}): readonly Left[] {
  const others = [{ name: 'fourth', traces }];
  return leftOn(seenOf('node', outputs), { running: [], others, unknownRuns: false, ...around });
}

const shown = (...links: object[]) => ({ 'ip -j -d link show': answer(links) });

test('a CNI is one object: its links are found, and whose they are', () => {
  expect(left(shown(link(1, 'eth0'), link(2, 'fourth0')))).toEqual([
    {
      ...{ host: 'node', owner: 'fourth', kind: 'link', name: 'fourth0', with: [], harms: [] },
      commands: [['ip', 'link', 'del', 'dev', 'fourth0']],
    },
  ]);
});

test('pods on a bridge, and the pod at the end of a cable, are counted', () => {
  const cable = { linkinfo: { info_kind: 'veth' }, link_index: 9, link_netnsid: 0 };
  const found = left(
    shown(link(2, 'fourth0'), link(3, 'veth1', { ...cable, master: 'fourth0' }), link(4, 'fourth1', cable)),
  );
  expect(found.map(({ name, harms }) => [name, harms])).toEqual([
    ['fourth0', [{ code: 'pods-on-it', pods: 1 }]],
    ['fourth1', [{ code: 'pods-on-it', pods: 1 }]],
  ]);
});

test('a device of the kernel is emptied where it is in use, and nothing where it is not', () => {
  expect(left(shown(link(2, 'tunl0', { flags: [] })))).toEqual([]);
  expect(left(shown(link(2, 'tunl0')))[0]!.commands).toEqual([
    ['ip', 'addr', 'flush', 'dev', 'tunl0'],
    ['ip', 'link', 'set', 'dev', 'tunl0', 'down'],
  ]);
});

test('a program at a queue of a link that stays is taken off there; others stay', () => {
  const filters = ['fourth_in', 'others_in'].map((bpf_name, i) => ({
    ...{ protocol: 'all', pref: 49152 + i, kind: 'bpf', chain: 0, options: { bpf_name } },
  }));
  const found = left({
    ...shown(link(2, 'eth0')),
    'tc -j filter show dev eth0 ingress': answer(filters),
  });
  expect(found).toMatchObject([
    {
      kind: 'filter',
      harms: [{ code: 'programs-act', at: ['eth0'] }],
      commands: [['tc', 'filter', 'del', 'dev', 'eth0', 'ingress', 'pref', '49152']],
    },
  ]);
});

const ports = { 'ss -H -lntu': listing(['tcp LISTEN 0 4096 0.0.0.0:7777 0.0.0.0:*']) };

test('a socket is an agent’s where something else of it is there, and no command is made up', () => {
  expect(left(ports)).toEqual([]);
  expect(left({ ...ports, ...shown(link(2, 'fourth0')) })[0]).toMatchObject({
    kind: 'listener',
    commands: [],
    look: ['ss', '-lntp', 'sport', '=', ':7777'],
  });
});

test('folders are left where they were looked for and are there', () => {
  const looked = { 'ls -d /run/fourth /run/others': listing(['/run/fourth']) };
  expect(left(looked)).toMatchObject([{ kind: 'folder', commands: [['rm', '-r', '/run/fourth']] }]);
});

test('no command leads out of the folder of CNI configuration, whatever a capture has for names', () => {
  const files = ['10-fourth.conf/../../../passwd', '10-fourth.conflist', '10-fourth.conf; reboot'];
  const commands = left({ 'ls -A /etc/cni/net.d': listing(files) }).flatMap((one) => one.commands);
  expect(commands).toEqual([
    ['rm', '/etc/cni/net.d/10-fourth.conflist'],
    ['rm', '/etc/cni/net.d/10-fourth.conf; reboot'],
  ]);
});

test('a file is called in place of the running CNI’s where its name comes first', () => {
  const files = { 'ls -A /etc/cni/net.d': listing(['10-fourth.conf', '20-fifth.conf']) };
  const fifth = { name: 'fifth', traces: { ...traces, config: /^\d\d-fifth/ } };
  expect(left(files, { running: [fifth] })[0]!.harms).toEqual([{ code: 'called', instead: true }]);
  const behind = { 'ls -A /etc/cni/net.d': listing(['10-fourth.conf', '05-fifth.conf']) };
  expect(left(behind, { running: [fifth] })[0]!.harms).toEqual([]);
});

test('pinned files of others in the same folder are not counted', () => {
  const pinned = ['', '/tc', '/tc/globals', '/tc/globals/fourth_map', '/tc/globals/others'];
  const [pins] = left({ 'find /sys/fs/bpf': listing(pinned.map((path) => `/sys/fs/bpf${path}`)) });
  expect(pins).toMatchObject({
    name: '/sys/fs/bpf/tc/globals/fourth_*',
    with: ['/sys/fs/bpf/tc/globals/fourth_map'],
    commands: [['find', '/sys/fs/bpf/tc/globals', '-maxdepth', '1', '-name', 'fourth_*', '-delete']],
  });
});
