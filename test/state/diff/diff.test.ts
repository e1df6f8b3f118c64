/** Any one entry that is taken away, added or changed is found, and nothing else is said. */
import fc from 'fast-check';
import { cnis } from '../../../lib/cni';
import type { Datapath, Host } from '../../../lib/datapath';
import { Address, type Cidr } from '../../../lib/net';
import { diff, matters, withDifference, withoutDifference } from '../../../lib/state';
import { testbedOf } from '../../support/labs';

const datapaths: readonly (readonly [name: string, datapath: Datapath])[] = cnis.flatMap((cni) =>
  cni.modes.map((mode): [string, Datapath] => [
    `${cni.name} ${mode.name}`,
    testbedOf({ cni: cni.name, mode: mode.name, zones: undefined }).datapath,
  ]),
);

/** The same state, in other objects. */
const copyOf = (datapath: Datapath): Datapath => ({
  ...datapath,
  hosts: datapath.hosts.map((host) => ({ ...host })),
});

const edited = (datapath: Datapath, name: string, change: (host: Host) => Host): Datapath => ({
  ...datapath,
  hosts: datapath.hosts.map((host) => (host.name === name ? change(host) : host)),
});

test.each(datapaths)('a state differs in nothing from its copy: %s', (_name, datapath) => {
  const { differences, equal } = diff(datapath, copyOf(datapath));
  expect(differences).toEqual([]);
  expect(equal).toBeGreaterThan(100);
});

const lists = ['links', 'routes', 'rules', 'neighbours', 'forwarding', 'nat'] as const;
const kindOf = {
  links: 'link',
  routes: 'route',
  rules: 'policy-rule',
  neighbours: 'neighbour',
  forwarding: 'forwarding',
  nat: 'netfilter',
} as const;

describe.each(datapaths)('%s', (_name, datapath) => {
  const entries = datapath.hosts.flatMap((host) =>
    lists.flatMap((list) => host[list].map((_, index) => ({ host: host.name, list, index }))),
  );

  test('any one entry that is missing is found, alone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...entries), ({ host, list, index }) => {
        const real = edited(copyOf(datapath), host, (one) => ({
          ...one,
          [list]: (one[list] as unknown[]).filter((_, at) => at !== index),
        }));
        const { differences } = diff(datapath, real);
        expect(differences).toMatchObject([{ host, kind: kindOf[list], change: 'missing' }]);
        if (list !== 'links')
          expect(diff(real, withDifference(datapath, differences[0]!, real)).differences).toEqual([]);
        expect(diff(datapath, withoutDifference(real, differences[0]!)).differences).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('any one entry that is there twice as much is found, alone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...entries.filter(({ list }) => list !== 'links')),
        ({ host, list, index }) => {
          const real = edited(copyOf(datapath), host, (one) => ({
            ...one,
            [list]: [...one[list], one[list][index]],
          }));
          expect(diff(datapath, real).differences).toMatchObject([
            { host, kind: kindOf[list], change: 'extra' },
          ]);
        },
      ),
      { numRuns: 30 },
    );
  });
});

const [, flannel] = datapaths.find(([name]) => name === 'flannel vxlan')!;
const nodeName = flannel.hosts.find(({ role }) => role === 'node')!.name;

test.each([
  ['mtu', { mtu: 1400 }, 'flannel.1 mtu'],
  ['mac', { mac: '02:00:00:00:00:01' }, 'flannel.1 mac'],
  ['up', { up: false }, 'flannel.1 up'],
  ['vni', { vni: 2 }, 'flannel.1 vni'],
  ['port', { port: 4789 }, 'flannel.1 port'],
])('another %s of a device is found, alone', (_setting, change, key) => {
  const real = edited(flannel, nodeName, (host) => ({
    ...host,
    links: host.links.map(
      (link) => (link.name === 'flannel.1' ? { ...link, ...change } : link) as typeof link,
    ),
  }));
  const { differences } = diff(flannel, real);
  expect(differences).toMatchObject([{ kind: 'setting', change: 'other', key }]);
  expect(diff(real, withDifference(flannel, differences[0]!, real)).differences).toEqual([]);
});

test('a route with another next hop is the same route with another value', () => {
  const real = edited(flannel, nodeName, (host) => ({
    ...host,
    routes: host.routes.map((route) =>
      route.link === 'flannel.1' ? { ...route, via: Address.parse('10.9.9.9') } : route,
    ),
  }));
  const changes = diff(flannel, real).differences.map(({ kind, change }) => `${kind} ${change}`);
  expect(new Set(changes)).toEqual(new Set(['route other']));
});

test('an address of an earlier cluster is the bridge’s address with another value', () => {
  const real = edited(flannel, nodeName, (host) => ({
    ...host,
    links: host.links.map((link) =>
      link.name === 'cni0'
        ? { ...link, addresses: [{ address: Address.parse('10.200.7.1'), prefix: 24 }] }
        : link,
    ),
  }));
  expect(diff(flannel, real).differences).toMatchObject([
    { kind: 'address', change: 'other', key: 'cni0 ipv4' },
  ]);
});

test('a route that the kernel had made for an address is missed although the address is there', () => {
  const real = edited(flannel, nodeName, (host) => ({
    ...host,
    links: host.links.map((link) =>
      link.name === 'cni0'
        ? { ...link, addresses: link.addresses.map((one) => ({ ...one, withoutRoute: true as const })) }
        : link,
    ),
  }));
  const { differences } = diff(flannel, real);
  expect(differences).toMatchObject([{ kind: 'route', change: 'missing' }]);
  expect(`${(differences[0]!.computed as { destination: Cidr }).destination}`).toMatch(/^10\.244\./);
  expect(diff(real, withDifference(flannel, differences[0]!, real)).differences).toEqual([]);
});

test('of sysctls those that no state names are what the kernel has by itself', () => {
  const real = edited(flannel, nodeName, (host) => ({
    ...host,
    sysctls: {
      ...host.sysctls,
      'ipv4/conf/all/rp_filter': '0',
      'ipv4/ip_forward': '0',
      'core/rmem_max': '9',
    },
  }));
  expect(diff(flannel, real).differences).toMatchObject([
    { kind: 'sysctl', change: 'other', key: 'ipv4/ip_forward' },
  ]);
});

test('a route over a device that was not computed brings that device, and matters; the device alone does not', () => {
  const real = edited(flannel, nodeName, (host) => {
    const tunnel = host.links.find(({ name }) => name === 'flannel.1')!;
    const route = host.routes.find(({ link }) => link === 'flannel.1')!;
    const half = route.destination.slice(25, 0);
    return {
      ...host,
      links: [...host.links, { ...tunnel, name: 'left.1', addresses: [] }],
      routes: [...host.routes, { ...route, link: 'left.1', destination: half }],
    };
  });
  const { differences } = diff(flannel, real);
  expect(differences.map(({ kind, change }) => `${kind} ${change}`).sort()).toEqual([
    'link extra',
    'route extra',
  ]);
  const { pairs } = matters(flannel, real, differences);
  expect([...pairs].map(([{ kind }, some]) => [kind, some > 0])).toEqual([['route', true]]);
});
