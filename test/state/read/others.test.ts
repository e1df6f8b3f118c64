/** Neighbours, forwarding, settings, sockets, eBPF, BGP and WireGuard, as their tools show them. */
import { readHost } from '../../../lib/state/read';
import { answer, hostOf, outputsOf, plain } from '../../support/outputs';

const linkNamed = (ifname: string, address: string, more: object = {}) => ({
  ifindex: 2,
  ifname,
  flags: ['UP'],
  mtu: 1500,
  link_type: 'ether',
  address,
  ...more,
});

describe('neighbours', () => {
  const entries = [
    { dst: '10.0.0.2', dev: 'd0', lladdr: '00:11:22:33:44:55', state: ['PERMANENT'] },
    { dst: '10.0.0.3', dev: 'd0', lladdr: '00:11:22:33:44:66', router: null, state: ['STALE'] },
    { dst: '10.0.0.4', dev: 'd0', state: ['FAILED'] },
  ];
  const ipv6 = { dst: 'fd00::2', dev: 'd0', lladdr: '00:11:22:33:44:55', state: ['PERMANENT'] };

  test('are permanent or learned, or did not answer', () => {
    const { neighbours, unanswered } = hostOf({
      'ip -j -d neigh show': entries,
      'ip -j -d -6 neigh show': [],
    });
    expect(plain(neighbours)).toEqual([
      { link: 'd0', address: '10.0.0.2', mac: '00:11:22:33:44:55', permanent: true },
      { link: 'd0', address: '10.0.0.3', mac: '00:11:22:33:44:66', permanent: false },
    ]);
    expect(plain(unanswered)).toEqual([{ link: 'd0', address: '10.0.0.4' }]);
  });

  test('of IPv6 in both lists are read once', () => {
    const { neighbours } = hostOf({
      'ip -j -d neigh show': [...entries, ipv6],
      'ip -j -d -6 neigh show': [ipv6],
    });
    expect(neighbours.map(({ address }) => `${address}`)).toEqual(['10.0.0.2', '10.0.0.3', 'fd00::2']);
  });

  test('of IPv6 are read from the list of both where the other is not there', () => {
    expect(hostOf({ 'ip -j -d neigh show': [ipv6] }).neighbours).toHaveLength(1);
  });
});

describe('forwarding', () => {
  const own = '82:0e:c6:8f:a8:bb';
  const links = [
    linkNamed('cni0', own),
    linkNamed('veth1', 'ca:a0:65:fb:45:35', { ifindex: 3, master: 'cni0' }),
  ];
  const read = (...entries: object[]) =>
    plain(hostOf({ 'ip -j -d link show': links, 'bridge -j fdb show': entries }).forwarding);

  test('of a tunnel has its end', () => {
    expect(
      read(
        { mac: '1A:75:72:02:9A:51', ifname: 'vx', dst: '10.0.0.2', flags: ['self'], state: 'permanent' },
        {
          mac: '00:00:00:00:00:00',
          ifname: 'vx',
          dst: '10.0.0.3',
          port: 5000,
          vni: 8,
          viaIf: 'd0',
          flags: ['self'],
        },
      ),
    ).toEqual([
      { link: 'vx', mac: '1a:75:72:02:9a:51', destination: '10.0.0.2', permanent: true },
      { link: 'vx', mac: '00:00:00:00:00:00', destination: '10.0.0.3', port: 5000, id: 8, permanent: false },
    ]);
  });

  test('of a bridge has what was learned, once for all VLANs', () => {
    const learned = { mac: 'aa:bb:cc:dd:ee:ff', ifname: 'veth1', master: 'cni0', flags: [], state: '' };
    expect(read(learned, { ...learned, vlan: 1 })).toEqual([
      { link: 'veth1', mac: 'aa:bb:cc:dd:ee:ff', permanent: false },
    ]);
  });

  test.each([
    { mac: '33:33:00:00:00:01', ifname: 'veth1', flags: ['self'], state: 'permanent' },
    { mac: '01:00:5e:00:00:01', ifname: 'cni0', flags: ['self'], state: 'permanent' },
    { mac: 'ca:a0:65:fb:45:35', ifname: 'veth1', master: 'cni0', flags: [], state: 'permanent' },
    { mac: own, ifname: 'veth1', master: 'cni0', vlan: 1, flags: [], state: 'permanent' },
  ])('leaves out what every card keeps: %j', (entry) => expect(read(entry)).toEqual([]));
});

describe('settings', () => {
  const command = 'sysctl net';

  test('have their paths; dots of links’ names are slashes', () => {
    const text = [
      'net.ipv4.ip_forward = 1',
      'net.ipv4.conf.eth0/100.rp_filter = 2',
      'net.ipv4.ip_local_port_range = 32768\t60999',
      '',
    ].join('\n');
    expect(hostOf({ [command]: text }).sysctls).toEqual({
      'ipv4/ip_forward': '1',
      'ipv4/conf/eth0.100/rp_filter': '2',
      'ipv4/ip_local_port_range': '32768\t60999',
    });
  });

  const said = (stderr: string, exit: number) =>
    readHost('worker', { [command]: { stdout: 'net.ipv4.ip_forward = 1\n', stderr, exit } });
  const gapsOf = (stderr: string, exit: number) =>
    said(stderr, exit).gaps.filter(({ of }) => of === 'sysctls');

  test('that nobody may read for their secrets are no gap', () => {
    const secret = "sysctl: permission denied on key 'net.ipv6.conf.all.stable_secret'\n";
    expect(gapsOf(secret, 255)).toEqual([]);
    expect(said(secret, 255).sysctls).toEqual({ 'ipv4/ip_forward': '1' });
  });

  test('that may not be read are a gap, beside those that may', () => {
    expect(gapsOf("sysctl: permission denied on key 'net.core.secret_door'\n", 255)).toEqual([
      expect.objectContaining({
        why: 'not-permitted',
        entry: "sysctl: permission denied on key 'net.core.secret_door'",
      }),
    ]);
  });

  test('of names that need care are settings like others', () => {
    const { sysctls } = hostOf({ [command]: 'net.ipv4.conf.__proto__.x = 1\nnet.__proto__ = 2\n' });
    expect(Object.keys(sysctls)).toEqual(['ipv4/conf/__proto__/x', '__proto__']);
  });

  test.each(['no equals sign', 'kernel.panic = 1', ' = 1'])('are not such as %j', (line) => {
    expect(hostOf({ [command]: `${line}\n` }).gaps).toContainEqual(
      expect.objectContaining({ of: 'sysctls', why: 'not-understood', entry: line.trim() }),
    );
  });
});

describe('sockets', () => {
  test('that listen have a protocol, an address and a port', () => {
    const text = [
      'udp UNCONN 0      0        0.0.0.0:8472  0.0.0.0:*',
      'tcp LISTEN 0      4096           *:10250       *:*',
      'tcp   LISTEN 0      4096        [::]:80         [::]:*    ',
      'udp UNCONN 0      0      127.0.0.53%lo:53        0.0.0.0:*',
      '',
    ].join('\n');
    expect(hostOf({ 'ss -H -lntu': text }).listening).toEqual([
      { protocol: 'udp', address: '0.0.0.0', port: 8472 },
      { protocol: 'tcp', address: '*', port: 10250 },
      { protocol: 'tcp', address: '::', port: 80 },
      { protocol: 'udp', address: '127.0.0.53%lo', port: 53 },
    ]);
  });

  test('of other lines are a gap', () => {
    expect(hostOf({ 'ss -H -lntu': 'Netid State\n' }).gaps).toContainEqual(
      expect.objectContaining({ of: 'sockets', why: 'not-understood', entry: 'Netid State' }),
    );
  });
});

describe('eBPF', () => {
  const links = [linkNamed('eth0', '22:d6:12:1d:01:25')];
  const ebpfOf = (answers: Record<string, string | object>) =>
    hostOf({ 'ip -j -d link show': links, ...answers }).links[0]!.ebpf;

  test('is where filters are programs', () => {
    const filter = { protocol: 'all', pref: 1, kind: 'bpf', chain: 0 };
    const options = { handle: '0x1', bpf_name: 'cil_from_netdev-eth0', 'direct-action': true };
    expect(ebpfOf({ 'tc -j filter show dev eth0 ingress': [filter, { ...filter, options }] })).toBe(
      'cil_from_netdev-eth0',
    );
    expect(
      ebpfOf({ 'tc -j filter show dev eth0 ingress': [{ ...filter, kind: 'u32', options: {} }] }),
    ).toBeUndefined();
  });

  test('is where bpftool shows it', () => {
    const net = [
      {
        xdp: [{ devname: 'eth0', ifindex: 2, mode: 'driver', id: 5 }],
        tc: [{ devname: 'eth0', kind: 'tcx/ingress', name: 'from_netdev' }],
        flow_dissector: [],
      },
    ];
    expect(ebpfOf({ 'bpftool -j net show': net })).toBe('xdp, from_netdev');
  });

  test('is where an agent pins it by the link’s name', () => {
    const paths = [
      '/sys/fs/bpf/agent/devices/eth0/links',
      '/sys/fs/bpf/agent/devices/eth0/links/from_netdev',
      '',
    ];
    expect(ebpfOf({ 'find /sys/fs/bpf': paths.join('\n') })).toBe('from_netdev');
    expect(ebpfOf({ 'find /sys/fs/bpf': paths[0]! })).toBe('bpf');
  });

  test('is where an agent pins it by hook, whatever the dots of the link’s name', () => {
    const paths = ['/sys/fs/bpf/tcx/vxlancalico_egress', '/sys/fs/bpf/tcx/vxlancalico_ingress', ''];
    const { links: read } = hostOf({
      'ip -j -d link show': [linkNamed('vxlan.calico', '22:d6:12:1d:01:26'), ...links],
      'find /sys/fs/bpf': paths.join('\n'),
    });
    expect(read.map(({ name, ebpf }) => [name, ebpf])).toEqual([
      ['vxlan.calico', 'tcx egress, tcx ingress'],
      ['eth0', undefined],
    ]);
  });

  test('that is pinned otherwise is at a link that is not known', () => {
    const { gaps } = hostOf({ 'find /sys/fs/bpf': '/sys/fs/bpf/agent/endpoints/5/links\n' });
    expect(gaps).toContainEqual({
      of: 'ebpf',
      command: 'find /sys/fs/bpf',
      why: 'not-understood',
      entry: '/sys/fs/bpf/agent/endpoints/5/links',
      details: 'programs at places that are not named here: 1',
    });
  });

  test('that is pinned otherwise may be at any cable of a pod, and at no card that has an address', () => {
    const cable = (name: string, mac: string) => ({
      ...linkNamed(name, mac),
      ...{ linkinfo: { info_kind: 'veth' }, link_index: 2, link_netnsid: 1 },
    });
    const { links } = hostOf({
      'ip -j -d link show': [cable('lxc1', '22:d6:12:1d:01:26'), cable('eth1', '22:d6:12:1d:01:27')],
      'ip -j -d addr show': [
        { ifname: 'eth1', addr_info: [{ family: 'inet', local: '192.0.2.1', prefixlen: 24 }] },
      ],
      'find /sys/fs/bpf': '/sys/fs/bpf/agent/endpoints/5/links\n',
    });
    expect(links.map(({ name, ebpf }) => [name, ebpf])).toEqual([
      ['lxc1', 'pinned by pods'],
      ['eth1', undefined],
    ]);
  });

  test('is pinned nowhere where there is no such folder', () => {
    const missing = { stdout: '', stderr: 'find: ‘/sys/fs/bpf’: No such file or directory\n', exit: 1 };
    const { gaps } = readHost('worker', { 'find /sys/fs/bpf': missing });
    expect(gaps.filter(({ command }) => command === 'find /sys/fs/bpf')).toEqual([]);
  });
});

describe('BGP', () => {
  const read = (text: string) => hostOf({ 'birdc show protocols': text }).bgp;

  test('of BIRD 1.6 has a line for each protocol', () => {
    const text = [
      'BIRD 1.6.8 ready.',
      'name     proto    table    state  since       info',
      'device1  Device   master   up     19:41:50    ',
      'Mesh_192_168_1_10 BGP      master   up     19:41:55    Established   ',
      'Mesh_192_168_1_12 BGP      master   start  19:41:55    Active        Socket: Connection refused',
      '',
    ].join('\n');
    expect(read(text)).toEqual([
      { name: 'device1', kind: 'Device', state: 'up', info: '' },
      { name: 'Mesh_192_168_1_10', kind: 'BGP', state: 'up', info: 'Established' },
      {
        name: 'Mesh_192_168_1_12',
        kind: 'BGP',
        state: 'start',
        info: 'Active        Socket: Connection refused',
      },
    ]);
  });

  test('of BIRD 2 has days', () => {
    const text = [
      'BIRD 2.0.12 ready.',
      'Name       Proto      Table      State  Since         Info',
      'kernel1    Kernel     master4    up     2026-11-25 19:41:50  ',
      'w2         BGP        ---        up     2026-11-25 19:41:55  Established',
      '',
    ].join('\n');
    expect(read(text)).toEqual([
      { name: 'kernel1', kind: 'Kernel', state: 'up', info: '' },
      { name: 'w2', kind: 'BGP', state: 'up', info: 'Established' },
    ]);
  });

  test('is not asked of pods', () =>
    expect(readHost('pod', {}, 'pod').gaps.filter(({ of }) => of === 'bgp')).toEqual([]));

  test('without a daemon that answers is a gap', () => {
    const silent = {
      stdout: '',
      stderr: 'Unable to connect to server control socket (/run/bird/bird.ctl): No such file or directory\n',
      exit: 1,
    };
    const { bgp, gaps } = readHost('worker', { 'birdc show protocols': silent });
    expect(bgp).toBeUndefined();
    expect(gaps).toContainEqual(expect.objectContaining({ of: 'bgp', why: 'failed' }));
  });
});

describe('WireGuard', () => {
  const [own, peer] = [`${'A'.repeat(43)}=`, `${'B'.repeat(43)}=`];
  const link = linkNamed('wg0', '', { link_type: 'none', linkinfo: { info_kind: 'wireguard' } });
  const answers = {
    'ip -j -d link show': [link],
    'wg show all public-key': `wg0\t${own}\n`,
    'wg show all listen-port': 'wg0\t51820\n',
    'wg show all endpoints': `wg0\t${peer}\t192.168.1.12:51820\nwg1\t${peer}\t(none)\n`,
    'wg show all allowed-ips': `wg0\t${peer}\t10.244.2.0/24 fd00:2::/64\n`,
  };

  test('has its key, its port and its peers', () => {
    expect(plain(hostOf(answers).links[0]!.wireguard)).toEqual({
      key: own,
      port: 51820,
      peers: [
        { key: peer, endpoint: '192.168.1.12', port: 51820, allowed: ['10.244.2.0/24', 'fd00:2::/64'] },
      ],
    });
  });

  test('may have peers without an end, or one of IPv6', () => {
    const of = (end: string) =>
      hostOf({ ...answers, 'wg show all endpoints': `wg0\t${peer}\t${end}\n` }).links[0]!.wireguard!.peers[0];
    expect(of('(none)')).not.toHaveProperty('endpoint');
    expect(plain(of('[fd00::12]:51820'))).toMatchObject({ endpoint: 'fd00::12', port: 51820 });
  });

  test('is asked for where there is a device', () => {
    const gapsOf = (links: object[]) =>
      hostOf({ 'ip -j -d link show': links }).gaps.filter(({ of }) => of === 'wireguard');
    expect(gapsOf([])).toEqual([]);
    expect(gapsOf([link]).map(({ command }) => command)).toEqual([
      'wg show all public-key',
      'wg show all listen-port',
      'wg show all endpoints',
      'wg show all allowed-ips',
    ]);
  });
});

test('what is not understood of one tool leaves the others', () => {
  const host = readHost('worker', {
    ...outputsOf({ 'ss -H -lntu': 'tcp LISTEN 0 0 *:80 *:*\n' }),
    'sysctl net': answer(''),
  });
  expect(host.listening).toHaveLength(1);
  expect(host.gaps).toContainEqual({
    of: 'sysctls',
    command: 'sysctl net',
    why: 'not-understood',
    details: 'the answer is empty',
  });
});
