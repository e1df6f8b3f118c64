import { Address, Cidr } from '../../lib/net';
import { send, type TinyHost, tiny } from './tiny';

/** A host with three cables, to hosts that all claim to have 10.9.9.9. */
function crossroads(routes: string[], rest: Partial<TinyHost> = {}) {
  const neighbour = (name: string, i: number): [string, TinyHost] => [
    name,
    { links: { eth0: { to: `a to-${name}`, addresses: [`10.0.${i}.2/24`, '10.9.9.9/32', 'fd09::9/128'] } } },
  ];
  const names = ['x', 'y', 'z'];
  return tiny({
    a: {
      links: Object.fromEntries(
        names.map((name, i) => [
          `to-${name}`,
          { to: `${name} eth0`, addresses: [`10.0.${i}.1/24`, `fd0${i}::1/64`] },
        ]),
      ),
      routes: routes.map((route) => route.replace(/ via (\w)\b/, (_, name) => ` dev to-${name}`)),
      ...rest,
    },
    ...Object.fromEntries(names.map(neighbour)),
  });
}

const reached = (routes: string[], rest?: Partial<TinyHost>) => {
  const walk = send(crossroads(routes, rest), 'a', '10.9.9.9');
  return walk.delivered ? walk.host : walk.drop?.code;
};

describe('a route is chosen', () => {
  test('by the longest prefix', () => {
    expect(reached(['10.0.0.0/8 via x', '10.9.9.0/24 via z', '10.9.0.0/16 via y', 'default via x'])).toBe(
      'z',
    );
  });

  test('by the lowest metric among equal prefixes, which is 0 where none is given', () => {
    expect(reached(['10.9.0.0/16 via x metric 20', '10.9.0.0/16 via y metric 10'])).toBe('y');
    expect(reached(['10.9.0.0/16 via x metric 20', '10.9.0.0/16 via z'])).toBe('z');
  });

  test('by prefix before metric', () => {
    expect(reached(['10.9.9.0/24 via x metric 500', '10.9.0.0/16 via y metric 1'])).toBe('x');
  });

  test('by metric 1024 in IPv6 where none is given', () => {
    const to = (routes: string[]) => send(crossroads(routes), 'a', 'fd09::9').host;
    expect(to(['fd09::/16 via x', 'fd09::/16 via y metric 1000'])).toBe('y');
    expect(to(['fd09::/16 via x', 'fd09::/16 via y metric 2000'])).toBe('x');
  });

  test('by the default route last of all', () => {
    expect(reached(['default via z'])).toBe('z');
  });
});

describe('policy rules', () => {
  const rule = (priority: number, table: number, from?: string) => ({
    priority,
    table,
    family: 'ipv4' as const,
    from: from === undefined ? undefined : Cidr.parse(from),
  });
  const routes = ['default via x', 'default via y table 100', 'default via z table 200'];

  test('come before the main table', () => {
    expect(reached(routes, { rules: [rule(100, 100)] })).toBe('y');
  });

  test('go by priority, whatever their order in the list', () => {
    expect(reached(routes, { rules: [rule(300, 100), rule(200, 200)] })).toBe('z');
  });

  test('behind the main table count only where that has no route', () => {
    expect(reached(routes, { rules: [rule(40_000, 100)] })).toBe('x');
    expect(reached(routes.slice(1), { rules: [rule(40_000, 100)] })).toBe('y');
  });

  test('of a table without a route let the next one decide', () => {
    expect(reached(routes, { rules: [rule(100, 999), rule(200, 200)] })).toBe('z');
    expect(reached(['throw 10.9.0.0/16 table 100', ...routes], { rules: [rule(100, 100)] })).toBe('x');
  });

  test('for a source hold for packets from there only', () => {
    const network = crossroads(routes, { rules: [rule(100, 100, '10.0.2.0/24')] });
    const from = (source: string) =>
      network.walk({
        host: 'a',
        source: Address.parse(source),
        destination: Address.parse('10.9.9.9'),
        protocol: 'tcp',
      });
    expect(from('10.0.2.1').host).toBe('y');
    expect(from('10.0.1.1').host).toBe('x');
  });

  test('of the other family do not count', () => {
    expect(reached(routes, { rules: [{ ...rule(100, 100), family: 'ipv6' }] })).toBe('x');
  });
});

describe('the source address', () => {
  const sourceOf = (routes: string[]) => `${send(crossroads(routes), 'a', '10.9.9.9').packet.source}`;

  test("is the route's where it names one", () => {
    expect(sourceOf(['10.9.0.0/16 via y src 10.0.2.1'])).toBe('10.0.2.1');
  });

  test("is the link's where the route names none", () => {
    expect(sourceOf(['10.9.0.0/16 via y'])).toBe('10.0.1.1');
  });

  test("is one of the link's that is in the next hop's network", () => {
    const network = tiny({
      a: {
        links: { eth0: { to: 'b eth0', addresses: ['10.0.0.1/24', '10.0.1.1/24'] } },
        routes: ['default via 10.0.1.2'],
      },
      b: { links: { eth0: { to: 'a eth0', addresses: ['10.0.0.2/24', '10.0.1.2/24', '10.9.9.9/32'] } } },
    });
    expect(`${send(network, 'a', '10.9.9.9').packet.source}`).toBe('10.0.1.1');
  });
});
