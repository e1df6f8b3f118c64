import { macOf } from '../../lib/net';
import { forwarding, send, type TinyHost, tiny } from './tiny';

/** Two hosts on one cable. */
const pair = (a: Partial<TinyHost> = {}, b: Partial<TinyHost> = {}) =>
  tiny({
    a: { links: { eth0: { to: 'b eth0', addresses: ['10.0.0.1/24'] } }, ...a },
    b: { links: { eth0: { to: 'a eth0', addresses: ['10.0.0.2/24'] } }, ...b },
  });

/** a — router — b, on 10.0.1.0/24 and 10.0.2.0/24. */
const routed = (router: Partial<TinyHost> = {}, a: Partial<TinyHost> = {}) =>
  tiny({
    a: {
      links: { eth0: { to: 'router left', addresses: ['10.0.1.2/24'] } },
      routes: ['default via 10.0.1.1'],
      ...a,
    },
    router: {
      links: {
        left: { to: 'a eth0', addresses: ['10.0.1.1/24'] },
        right: { to: 'b eth0', addresses: ['10.0.2.1/24'] },
      },
      sysctls: forwarding,
      ...router,
    },
    b: {
      links: { eth0: { to: 'router right', addresses: ['10.0.2.2/24'] } },
      routes: ['default via 10.0.2.1'],
    },
  });

test('a packet to a neighbour arrives, with the sender as its source', () => {
  const walk = send(pair(), 'a', '10.0.0.2');
  expect(walk).toMatchObject({ delivered: true, host: 'b', mtu: 1500 });
  expect(`${walk.packet.source}`).toBe('10.0.0.1');
});

test('a packet to oneself never leaves, and has no limit but the length field', () => {
  expect(send(pair(), 'a', '10.0.0.1')).toMatchObject({ delivered: true, host: 'a', mtu: 65_535 });
});

test('an unknown host is a mistake of the caller', () => {
  expect(() => send(pair(), 'nobody', '10.0.0.1')).toThrow('no host nobody');
});

describe('a packet is dropped, and the walk says where and why:', () => {
  test('no-route: nothing in the table leads there', () => {
    expect(send(pair(), 'a', '10.9.9.9')).toMatchObject({
      delivered: false,
      host: 'a',
      drop: { code: 'no-route', host: 'a', destination: '10.9.9.9' },
    });
  });

  test.each(['blackhole', 'unreachable'])('%s: the route says so', (type) => {
    const walk = send(routed({ routes: [`${type} 10.9.0.0/16`] }), 'a', '10.9.9.9');
    expect(walk.host).toBe('router');
    expect(walk.drop).toEqual({ code: type, host: 'router', range: '10.9.0.0/16' });
  });

  test('no-source: the sender has no address of the family', () => {
    const network = pair({ links: { eth0: { to: 'b eth0' } }, routes: ['10.0.0.0/24'] });
    expect(send(network, 'a', '10.0.0.2')).toMatchObject({
      host: 'a',
      drop: { code: 'no-source', host: 'a', family: 'ipv4' },
    });
  });

  test('no-neighbour: nobody on the cable has the address', () => {
    expect(send(pair(), 'a', '10.0.0.3')).toMatchObject({
      host: 'a',
      drop: { code: 'no-neighbour', host: 'a', link: 'eth0', address: '10.0.0.3' },
    });
  });

  test('no-neighbour: the device asks nobody and has no entry', () => {
    const network = pair({ links: { eth0: { to: 'b eth0', addresses: ['10.0.0.1/24'], arp: false } } });
    expect(send(network, 'a', '10.0.0.2').drop?.code).toBe('no-neighbour');
  });

  test('unknown-mac: the entry names a card that nobody has', () => {
    const neighbours = [
      { link: 'eth0', address: send(pair(), 'a', '10.0.0.2').packet.destination, mac: 'aa' },
    ];
    expect(send(pair({ neighbours }), 'a', '10.0.0.2')).toMatchObject({
      host: 'b',
      drop: { code: 'unknown-mac', host: 'b', link: 'eth0', mac: 'aa' },
    });
  });

  test('link-down: the own link', () => {
    const network = pair({ links: { eth0: { to: 'b eth0', addresses: ['10.0.0.1/24'], up: false } } });
    expect(send(network, 'a', '10.0.0.2')).toMatchObject({
      drop: { code: 'link-down', host: 'a', link: 'eth0', end: 'near' },
    });
  });

  test('link-down: the other end, which has to be known from before', () => {
    const neighbours = [
      { link: 'eth0', address: send(pair(), 'a', '10.0.0.2').packet.destination, mac: macOf('b', 'eth0') },
    ];
    const down = { eth0: { to: 'a eth0', addresses: ['10.0.0.2/24'], up: false } };
    expect(send(pair({ neighbours }, { links: down }), 'a', '10.0.0.2')).toMatchObject({
      host: 'a',
      drop: { code: 'link-down', host: 'a', link: 'eth0', end: 'far' },
    });
  });

  test('link-down: there is no other end', () => {
    const network = tiny({
      a: {
        links: { eth0: { to: 'gone eth0', addresses: ['10.0.0.1/24'] } },
        neighbours: [{ link: 'eth0', address: send(pair(), 'a', '10.0.0.2').packet.destination, mac: 'aa' }],
      },
    });
    expect(send(network, 'a', '10.0.0.2').drop).toEqual({
      code: 'link-down',
      host: 'a',
      link: 'eth0',
      end: 'far',
    });
  });

  test('not-forwarding: the host in between is no router', () => {
    expect(send(routed({ sysctls: {} }), 'a', '10.0.2.2')).toMatchObject({
      host: 'router',
      drop: { code: 'not-forwarding', host: 'router', destination: '10.0.2.2' },
    });
  });

  test('martian-source: it claims to come from the host that it arrives at', () => {
    const twin = { eth0: { to: 'router left', addresses: ['10.0.1.2/24', '10.0.2.1/32'] } };
    const network = routed({}, { links: twin, routes: ['10.0.2.0/24 via 10.0.1.1 src 10.0.2.1'] });
    expect(send(network, 'a', '10.0.2.2')).toMatchObject({
      host: 'router',
      drop: { code: 'martian-source', source: '10.0.2.1' },
    });
  });

  test('loop: two routers point at each other', () => {
    const network = tiny({
      sender: {
        links: { eth0: { to: 'left in', addresses: ['10.1.0.2/24'] } },
        routes: ['default via 10.1.0.1'],
      },
      left: {
        links: {
          in: { to: 'sender eth0', addresses: ['10.1.0.1/24'] },
          eth0: { to: 'right eth0', addresses: ['10.0.0.1/24'] },
        },
        routes: ['default via 10.0.0.2'],
        sysctls: forwarding,
      },
      right: {
        links: { eth0: { to: 'left eth0', addresses: ['10.0.0.2/24'] } },
        routes: ['default via 10.0.0.1'],
        sysctls: forwarding,
      },
    });
    const walk = send(network, 'sender', '10.9.9.9');
    expect(walk.drop).toMatchObject({ code: 'loop' });
    expect(walk.drop).not.toHaveProperty('link');
    expect(walk.hops.filter(({ decision }) => decision.step === 'forward')).toHaveLength(63);
  });

  test('martian-source: a router sends it back to where it began', () => {
    const network = pair(
      { routes: ['default via 10.0.0.2'] },
      { routes: ['default via 10.0.0.1'], sysctls: forwarding },
    );
    expect(send(network, 'a', '10.9.9.9')).toMatchObject({ host: 'a', drop: { code: 'martian-source' } });
  });
});

describe('the reverse path filter', () => {
  /** The way back to a source of 10.7.0.0/16 leads to the right, or nowhere. */
  const filtered = (rp_filter: string, routes: string[], path = 'ipv4/conf/all/rp_filter') =>
    send(
      routed(
        { routes, sysctls: { ...forwarding, [path]: rp_filter } },
        {
          links: { eth0: { to: 'router left', addresses: ['10.0.1.2/24', '10.7.0.1/32'] } },
          routes: ['10.0.2.0/24 via 10.0.1.1 src 10.7.0.1'],
        },
      ),
      'a',
      '10.0.2.2',
    );
  const elsewhere = ['10.7.0.0/16 via 10.0.2.2 dev right'];

  test('strict drops what would be answered by another link', () => {
    expect(filtered('1', elsewhere)).toMatchObject({
      host: 'router',
      drop: { code: 'reverse-path', host: 'router', source: '10.7.0.1', link: 'left', back: 'right' },
    });
  });

  test('loose lets it pass, as there is a way back', () => {
    expect(filtered('2', elsewhere).delivered).toBe(true);
  });

  test('loose drops what could not be answered at all', () => {
    expect(filtered('2', []).drop).toEqual({
      code: 'reverse-path',
      host: 'router',
      source: '10.7.0.1',
      link: 'left',
    });
    expect(filtered('2', ['blackhole 10.7.0.0/16']).drop?.code).toBe('reverse-path');
  });

  test('off lets everything pass', () => {
    expect(filtered('0', []).delivered).toBe(true);
  });

  test("of the link counts where it is stricter than everybody's", () => {
    expect(filtered('1', elsewhere, 'ipv4/conf/left/rp_filter').drop?.code).toBe('reverse-path');
    expect(filtered('1', elsewhere, 'ipv4/conf/default/rp_filter').drop?.code).toBe('reverse-path');
    expect(filtered('1', elsewhere, 'ipv4/conf/right/rp_filter').delivered).toBe(true);
  });
});
