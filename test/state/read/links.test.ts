/** Links and their addresses, as `ip -j -d` of iproute2 6.1 shows them. */
import type { ReadLink } from '../../../lib/state/read';
import { hostOf, plain } from '../../support/outputs';

const card = {
  ifindex: 2,
  ifname: 'eth0',
  flags: ['UP'],
  mtu: 1500,
  link_type: 'ether',
  address: '22:d6:12:1d:01:25',
};
const linksOf = (...links: object[]): readonly ReadLink[] => hostOf({ 'ip -j -d link show': links }).links;
const linkOf = (link: object): ReadLink => linksOf({ ...card, ...link })[0]!;

describe('a link', () => {
  test('of no kind is of its hardware type', () => {
    expect(linkOf({})).toEqual({
      index: 2,
      name: 'eth0',
      kind: 'ether',
      mac: '22:d6:12:1d:01:25',
      mtu: 1500,
      up: true,
      addresses: [],
    });
  });

  test('is up as its owner set it, whatever its other end does', () => {
    expect(linkOf({ flags: ['NO-CARRIER', 'UP', 'M-DOWN'] }).up).toBe(true);
    expect(linkOf({ flags: ['BROADCAST', 'MULTICAST'] }).up).toBe(false);
  });

  test('that resolves no neighbours says so', () =>
    expect(linkOf({ flags: ['NOARP', 'UP'] }).arp).toBe(false));

  test('with XDP has a program', () => {
    expect(linkOf({ xdp: { mode: 1, prog: { id: 5 } } }).ebpf).toBe('xdp');
  });

  test('without a hardware address has none', () => {
    const ipip = {
      link_type: 'ipip',
      address: '192.168.1.11',
      linkinfo: { info_kind: 'ipip', info_data: { remote: 'any', local: '192.168.1.11' } },
    };
    expect(linkOf(ipip)).toMatchObject({ kind: 'ipip', mac: '', tunnel: { local: expect.anything() } });
    expect(linkOf(ipip).tunnel).not.toHaveProperty('remote');
  });
});

describe('a cable', () => {
  const veth = { linkinfo: { info_kind: 'veth' } };

  test('into another namespace names it by its number, and the other end by its index', () => {
    expect(linkOf({ ...veth, link_index: 4, link_netnsid: 0 }).peer).toEqual({ index: 4, namespace: 0 });
  });

  test('inside the namespace names its other end', () => {
    const links = linksOf(
      { ...card, ...veth, link: 'v1' },
      { ...card, ...veth, ifindex: 9, ifname: 'v1', link: 'eth0' },
    );
    expect(links.map(({ peer }) => peer)).toEqual([{ index: 9 }, { index: 2 }]);
  });
});

test('the port of a bridge has its settings', () => {
  const port = {
    info_slave_kind: 'bridge',
    info_slave_data: { state: 'disabled', hairpin: true, isolated: true },
  };
  expect(linkOf({ master: 'cni0', linkinfo: { info_kind: 'veth', ...port } })).toMatchObject({
    master: 'cni0',
    hairpin: true,
    portState: 'disabled',
    isolated: true,
  });
});

test('`bridge link` suffices for the settings of ports', () => {
  const { links } = hostOf({
    'ip -j -d link show': [card],
    'bridge -j -d link show': [{ ifname: 'eth0', master: 'cni0', state: 'forwarding', hairpin: true }],
  });
  expect(links[0]).toMatchObject({ hairpin: true, portState: 'forwarding' });
});

describe('a tunnel', () => {
  const tunnelOf = (info_kind: string, info_data: object) =>
    plain(linkOf({ linkinfo: { info_kind, info_data } }).tunnel);

  test.each([
    [
      'vxlan',
      { id: 1, local: '192.168.1.11', link: 'eth0', port: 8472, learning: false },
      { id: 1, port: 8472, local: '192.168.1.11', underlay: 'eth0', learning: false },
    ],
    [
      'vxlan',
      { id: 1, local6: 'fd00::11', port: 4789, learning: true },
      { id: 1, port: 4789, local: 'fd00::11', learning: true },
    ],
    ['vxlan', { external: true, id: 0, port: 8472 }, { id: 0, port: 8472, external: true }],
    ['geneve', { id: 7, remote: '10.0.0.2', port: 6081 }, { id: 7, port: 6081, remote: '10.0.0.2' }],
  ])('of kind %s with %j is %j', (kind, data, tunnel) => expect(tunnelOf(kind, data)).toEqual(tunnel));

  test('that is not understood is a gap, and the link is read', () => {
    const { links, gaps } = hostOf({
      'ip -j -d link show': [{ ...card, linkinfo: { info_kind: 'vxlan', info_data: { port: 'many' } } }],
    });
    expect(links[0]).toMatchObject({ kind: 'vxlan' });
    expect(links[0]).not.toHaveProperty('tunnel');
    expect(gaps).toContainEqual(
      expect.objectContaining({ of: 'links', why: 'not-understood', entry: 'eth0: vxlan' }),
    );
  });
});

describe('addresses', () => {
  const addressesOf = (...addr_info: object[]) =>
    plain(hostOf({ 'ip -j -d addr show': [{ ...card, addr_info }] }).links[0]!.addresses);
  const address = { family: 'inet', local: '10.0.0.1', prefixlen: 32 };

  test('come with the links where these were not asked for', () => {
    expect(addressesOf(address)).toEqual([{ address: '10.0.0.1', prefix: 32 }]);
  });

  test('with an other end have no prefix of their own', () => {
    expect(addressesOf({ ...address, address: '10.0.0.2', prefixlen: 24 })).toEqual([
      { address: '10.0.0.1', prefix: 32 },
    ]);
  });

  test.each([
    [{ tentative: true }, 'tentative'],
    [{ tentative: true, dadfailed: true }, 'duplicate'],
  ])('with %j are %s', (flags, unusable) => {
    const local = { family: 'inet6', local: 'fd00::1', prefixlen: 128, ...flags };
    expect(addressesOf(local)).toEqual([{ address: 'fd00::1', prefix: 128, unusable }]);
  });

  test('that hold an IPv4 address are read', () => {
    const local = { family: 'inet6', local: '::ffff:10.0.0.1', prefixlen: 128 };
    expect(addressesOf(local)).toEqual([{ address: '::ffff:a00:1', prefix: 128 }]);
  });

  test('that are none are gaps, and the others are read', () => {
    const { links, gaps } = hostOf({
      'ip -j -d addr show': [{ ...card, addr_info: [{ ...address, local: '10.0.0' }, address] }],
    });
    expect(links[0]!.addresses).toHaveLength(1);
    expect(gaps).toContainEqual(
      expect.objectContaining({
        of: 'addresses',
        details: 'local: not an address',
        entry: expect.stringContaining('10.0.0'),
      }),
    );
  });
});
