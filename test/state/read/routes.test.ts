/** Routes and rules, as `ip -j` of iproute2 6.1 shows them, with `-d` and without. */
import { hostOf, plain } from '../../support/outputs';

const [v4, v6] = ['ip -j -d route show table all', 'ip -j -d -6 route show table all'] as const;
const routesOf = (...routes: object[]) => plain(hostOf({ [v4]: routes, [v6]: [] }).routes);

describe('a route', () => {
  test.each([
    [
      { dst: 'default', gateway: '10.0.0.9', dev: 'd0' },
      { destination: '0.0.0.0/0', via: '10.0.0.9', link: 'd0', protocol: 'boot' },
    ],
    [
      {
        type: 'unicast',
        dst: '10.1.0.1',
        dev: 'd0',
        table: 'main',
        protocol: 'bird',
        scope: 'link',
        metric: 1024,
      },
      { destination: '10.1.0.1/32', link: 'd0', metric: 1024, protocol: 'bird' },
    ],
    [
      {
        dst: '10.1.0.0/24',
        gateway: '10.1.0.0',
        dev: 'vx',
        flags: ['onlink'],
        metrics: [{ mtu: 1450 }],
        prefsrc: '10.0.0.1',
      },
      {
        destination: '10.1.0.0/24',
        via: '10.1.0.0',
        link: 'vx',
        onlink: true,
        source: '10.0.0.1',
        mtu: 1450,
        protocol: 'boot',
      },
    ],
    [
      { type: 'blackhole', dst: '10.1.0.0/24', protocol: '80' },
      { destination: '10.1.0.0/24', type: 'blackhole', protocol: '80' },
    ],
    [
      { type: 'throw', dst: '10.81.0.0/24', table: '100' },
      { destination: '10.81.0.0/24', type: 'throw', protocol: 'boot', table: 100 },
    ],
    [
      { dst: '10.79.0.0/24', via: { family: 'inet6', host: 'fe80::5' }, dev: 'd0' },
      { destination: '10.79.0.0/24', via: 'fe80::5', link: 'd0', protocol: 'boot' },
    ],
  ])('%j is %j', (shown, route) => expect(routesOf(shown)).toEqual([route]));

  test('without one next hop has several', () => {
    const nexthops = [
      { gateway: '10.0.0.5', dev: 'd0', weight: 2, flags: [] },
      { gateway: '10.0.0.6', dev: 'd1', weight: 1, flags: ['onlink'] },
      { gateway: '10.0.0.7', dev: 'd1', weight: 1, flags: ['dead', 'linkdown'] },
    ];
    expect(routesOf({ dst: '10.78.0.0/24', flags: [], nexthops })).toEqual([
      {
        destination: '10.78.0.0/24',
        via: '10.0.0.5',
        link: 'd0',
        protocol: 'boot',
        others: [{ via: '10.0.0.6', link: 'd1', onlink: true }],
      },
    ]);
  });

  test('into a tunnel names its destination and its other end alike, and both are read', () => {
    const shown =
      '[{"type":"unicast","dst":"10.77.0.0/24","encap":"ip","id":7,"src":"0.0.0.0","dst":"10.0.0.2","ttl":0,"tos":0,"dev":"vx","table":"main","protocol":"boot","scope":"link","flags":[]}]';
    const { routes, gaps } = hostOf({ [v4]: shown, [v6]: [] });
    expect(gaps.filter(({ of }) => of === 'routes')).toEqual([]);
    expect(plain(routes)).toEqual([
      {
        destination: '10.77.0.0/24',
        link: 'vx',
        encap: { id: 7, destination: '10.0.0.2' },
        protocol: 'boot',
      },
    ]);
  });

  test.each([
    { type: 'local', dst: '10.0.0.1', dev: 'lo', table: 'local', protocol: 'kernel' },
    { type: 'broadcast', dst: '10.0.0.255', dev: 'd0', table: 'local', protocol: 'kernel' },
    { dst: 'fe80::/64', dev: 'd0', protocol: 'kernel', metric: 256, pref: 'medium' },
    { type: 'multicast', dst: 'ff00::/8', dev: 'd0', table: 'local', protocol: 'kernel', pref: 'medium' },
    { type: 'anycast', dst: 'fd00::', dev: 'd0', table: 'local', protocol: 'kernel', pref: 'medium' },
    {
      type: 'unreachable',
      dst: 'default',
      dev: 'lo',
      table: 'unspec',
      protocol: 'kernel',
      metric: 4294967295,
      pref: 'medium',
    },
  ])('%j is the kernel’s', (shown) => {
    const { routes, gaps } = hostOf({ [v4]: [shown], [v6]: [shown] });
    expect(routes).toEqual([]);
    expect(gaps.filter(({ of }) => of === 'routes')).toEqual([]);
  });

  test.each([
    [{ type: 'local', dst: 'default', dev: 'lo', table: '2004' }, 'a route of type local'],
    [{ dst: '10.0.0.0/8', dev: 'd0', tos: '0x10' }, 'a route for some packets only'],
    [{ dst: '10.0.0.0/8', encap: 'mpls', dev: 'd0' }, 'wrapped by mpls'],
    [{ dst: '10.0.0.0/8' }, 'a next hop without a link'],
    [{ dst: 'everything', dev: 'd0' }, 'not a destination'],
    [
      { dst: '10.0.0.0/8', dev: 'd0', table: 'azure' },
      'table: a table of another name than local, main and default',
    ],
  ])('%j is a gap: %s', (shown, details) => {
    const other = { dst: '10.9.0.0/16', dev: 'd0' };
    const { routes, gaps } = hostOf({ [v4]: [shown, other], [v6]: [] });
    expect(routes).toHaveLength(1);
    expect(gaps.filter(({ of }) => of === 'routes')).toEqual([
      expect.objectContaining({ command: v4, why: 'not-understood', details }),
    ]);
  });
});

describe('of two lists that both show IPv6', () => {
  const ipv6 = { dst: 'fd00:2::/64', gateway: 'fd00::2', dev: 'd0', metric: 1024, pref: 'medium' };
  const ipv4 = { dst: 'default', gateway: '10.0.0.9', dev: 'd0' };
  const unnamed = { dst: 'default', dev: 'd0', metric: 1024, pref: 'medium' };

  test('each route is read once', () => {
    expect(
      hostOf({ [v4]: [ipv4, unnamed, ipv6], [v6]: [unnamed, ipv6] }).routes.map(
        ({ destination }) => `${destination}`,
      ),
    ).toEqual(['0.0.0.0/0', '::/0', 'fd00:2::/64']);
  });

  test('one suffices', () => expect(hostOf({ [v4]: [ipv4, ipv6] }).routes).toHaveLength(2));
});

describe('the route to an address’s prefix', () => {
  const addr_info = [{ family: 'inet', local: '10.0.0.1', prefixlen: 24 }];
  const d0 = {
    ifindex: 2,
    ifname: 'd0',
    flags: ['UP'],
    mtu: 1500,
    link_type: 'ether',
    address: '22:d6:12:1d:01:25',
    addr_info,
  };
  const kernels = {
    dst: '10.0.0.0/24',
    dev: 'd0',
    protocol: 'kernel',
    scope: 'link',
    prefsrc: '10.0.0.1',
    flags: [],
  };
  const read = (routes: object[], link: object = {}) => {
    const host = hostOf({ 'ip -j -d addr show': [{ ...d0, ...link }], [v4]: routes, [v6]: [] });
    return { routes: host.routes.length, address: plain(host.links[0]!.addresses[0]) };
  };
  const address = { address: '10.0.0.1', prefix: 24 };

  test('follows from it', () => expect(read([kernels])).toEqual({ routes: 0, address }));

  test('that is not there is missed', () => {
    expect(read([])).toEqual({ routes: 0, address: { ...address, withoutRoute: true } });
  });

  test('that somebody else made is a route like others', () => {
    expect(read([{ ...kernels, protocol: 'static' }])).toEqual({
      routes: 1,
      address: { ...address, withoutRoute: true },
    });
  });

  test('of another metric says it', () => {
    expect(read([{ ...kernels, metric: 100 }])).toEqual({ routes: 0, address: { ...address, metric: 100 } });
  });

  test('is not missed on a link that is down', () =>
    expect(read([], { flags: [] })).toEqual({ routes: 0, address }));

  test('is not missed where the routes are not known', () => {
    expect(plain(hostOf({ 'ip -j -d addr show': [d0] }).links[0]!.addresses)).toEqual([address]);
  });

  test('is kept where no address has the prefix', () => {
    const own = { dst: '10.0.0.1', dev: 'd0', protocol: 'kernel', scope: 'link', flags: [] };
    expect(read([own], { addr_info: [{ family: 'inet', local: '10.0.0.1', prefixlen: 32 }] })).toEqual({
      routes: 1,
      address: { address: '10.0.0.1', prefix: 32 },
    });
  });
});

describe('rules', () => {
  const [first, main, last] = [
    { priority: 0, src: 'all', table: 'local', protocol: 'kernel' },
    { priority: 32766, src: 'all', table: 'main', protocol: 'kernel' },
    { priority: 32767, src: 'all', table: 'default', protocol: 'kernel' },
  ];
  const rulesOf = (...rules: object[]) => {
    const { rules: read, missingRules } = hostOf({
      'ip -j -d rule show': rules,
      'ip -j -d -6 rule show': [first, main],
    });
    return plain({ rules: read, missingRules });
  };

  test('of the kernel are left out', () => {
    expect(rulesOf(first!, main!, last!)).toEqual({ rules: [], missingRules: [] });
  });

  test('of the kernel that are not there are missed', () => {
    expect(rulesOf(main!, last!, { priority: 100, src: 'all', table: 'local' })).toEqual({
      rules: [{ priority: 100, table: 255, family: 'ipv4' }],
      missingRules: [{ priority: 0, table: 255, family: 'ipv4' }],
    });
  });

  test.each([
    [
      {
        src: '10.0.0.0',
        srclen: 24,
        dst: '10.1.0.0',
        dstlen: 16,
        fwmark: '0x200',
        fwmask: '0xf00',
        iif: 'd0',
        iif_detached: null,
        table: '100',
      },
      { table: 100, from: '10.0.0.0/24', to: '10.1.0.0/16', mark: { value: 0x200, mask: 0xf00 }, in: 'd0' },
    ],
    [
      { not: null, src: '10.0.0.7', table: '100' },
      { table: 100, from: '10.0.0.7/32', not: true },
    ],
    [
      { src: 'all', fwmark: '0x10', table: 'main' },
      { table: 254, mark: { value: 16, mask: 0xffffffff } },
    ],
    [
      { src: 'all', oif: 'd0', ipproto: 'tcp', table: 'main', suppress_prefixlen: 0 },
      { table: 254, unknown: 'oif "d0" ipproto "tcp" suppress_prefixlen 0' },
    ],
    [
      { src: 'all', action: 'unreachable' },
      { table: 0, unknown: 'action "unreachable"' },
    ],
    [
      { src: 'all', l3mdev: null },
      { table: 0, unknown: 'l3mdev' },
    ],
  ])('%j are %j', (shown, rule) => {
    expect(rulesOf(first!, { priority: 50, ...shown }, main!, last!)).toEqual({
      rules: [{ priority: 50, family: 'ipv4', ...rule }],
      missingRules: [],
    });
  });

  test('of IPv6 come from their own list', () => {
    const { rules } = hostOf({
      'ip -j -d -6 rule show': [first, { priority: 5, src: 'fd00::', srclen: 64, table: '100' }, main],
    });
    expect(plain(rules)).toEqual([{ priority: 5, table: 100, family: 'ipv6', from: 'fd00::/64' }]);
  });
});
