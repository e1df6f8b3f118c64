import { type Decision, Network } from '../../lib/datapath';
import { forwarding, send, type TinyLink, tiny } from './tiny';

/** Walks of the size that is predicted to pass, and of one byte more. */
function expectLimit(network: ReturnType<typeof tiny>, from: string, to: string, mtu: number): void {
  expect(send(network, from, to).mtu).toBe(mtu);
  expect(send(network, from, to, mtu)).toMatchObject({ delivered: true });
  expect(send(network, from, to, mtu + 1)).toMatchObject({ delivered: false, drop: { code: 'too-big' } });
}

const between = (a: TinyLink, left: TinyLink, right: TinyLink, b: TinyLink, routes: string[] = []) =>
  tiny({
    a: {
      links: { eth0: { to: 'router left', addresses: ['10.0.1.2/24'], ...a } },
      routes: ['default via 10.0.1.1'],
    },
    router: {
      links: {
        left: { to: 'a eth0', addresses: ['10.0.1.1/24'], ...left },
        right: { to: 'b eth0', addresses: ['10.0.2.1/24'], ...right },
      },
      routes,
      sysctls: forwarding,
    },
    b: {
      links: { eth0: { to: 'router right', addresses: ['10.0.2.2/24'], ...b } },
      routes: ['default via 10.0.2.1'],
    },
  });

describe('the largest packet that passes', () => {
  test("is limited by the sender's own link", () => {
    const network = between({ mtu: 1400 }, {}, {}, {});
    expectLimit(network, 'a', '10.0.2.2', 1400);
    expect(send(network, 'a', '10.0.2.2', 1401).host).toBe('a');
  });

  test('is limited where it is forwarded', () => {
    const network = between({}, {}, { mtu: 1300 }, {});
    expectLimit(network, 'a', '10.0.2.2', 1300);
    expect(send(network, 'a', '10.0.2.2', 1301)).toMatchObject({
      host: 'router',
      drop: { code: 'too-big', host: 'router', link: 'right', bytes: 1301, mtu: 1300 },
    });
  });

  test('is limited by a route, not only by the link', () => {
    const network = between({}, {}, {}, {}, ['10.0.2.2 dev right mtu 1200']);
    expectLimit(network, 'a', '10.0.2.2', 1200);
  });

  test('is limited by the far end of a cable, which takes the bytes of a VLAN tag more and drops in silence', () => {
    const network = between({}, {}, {}, { mtu: 1400 });
    expectLimit(network, 'a', '10.0.2.2', 1404);
    expect(send(network, 'a', '10.0.2.2', 1405)).toMatchObject({
      host: 'b',
      drop: { code: 'too-big', host: 'b', link: 'eth0', bytes: 1405, mtu: 1400, silent: true },
    });
  });
});

describe('a bridge', () => {
  const bridged = (port: TinyLink, bridge: TinyLink = {}) =>
    tiny({
      a: { links: { eth0: { to: 'switch one', addresses: ['10.0.0.1/24'] } } },
      switch: {
        links: {
          bridge: { addresses: [], ...bridge },
          one: { to: 'a eth0', master: 'bridge' },
          two: { to: 'b eth0', master: 'bridge', ...port },
        },
      },
      b: { links: { eth0: { to: 'switch two', addresses: ['10.0.0.2/24'] } } },
    });

  test('carries frames from port to port', () => {
    const walk = send(bridged({}), 'a', '10.0.0.2');
    expect(walk.delivered).toBe(true);
    expect(walk.hops.map(({ decision }) => decision.step)).toEqual([
      'start',
      'route',
      'neighbour',
      'bridge',
      'cable',
      'deliver',
    ]);
  });

  test('drops in silence what does not fit a port', () => {
    expectLimit(bridged({ mtu: 1000 }), 'a', '10.0.0.2', 1004);
  });

  test.each([
    ['a port of it is down', bridged({ up: false })],
    ['it is down itself', bridged({}, { up: false })],
  ])('carries nothing where %s', (_, network) => {
    expect(send(network, 'a', '10.0.0.2')).toMatchObject({
      delivered: false,
      drop: { code: 'no-neighbour' },
    });
  });

  test('drops what a permanent entry sends to a port that is down', () => {
    const known = send(bridged({}), 'a', '10.0.0.2').hops.find(
      ({ decision }) => decision.step === 'neighbour',
    );
    const { mac, address } = known!.decision as Extract<Decision, { step: 'neighbour' }>;
    const { hosts } = bridged({ up: false }).datapath;
    const edited = hosts.map((host) =>
      host.name === 'a' ? { ...host, neighbours: [{ link: 'eth0', address, mac }] } : host,
    );
    expect(send(new Network({ hosts: edited, endpoints: [] }), 'a', '10.0.0.2')).toMatchObject({
      host: 'switch',
      drop: { code: 'link-down', host: 'switch', link: 'two', end: 'near' },
    });
  });

  test('in a ring of cables is not asked for ever', () => {
    const ring = tiny({
      a: { links: { eth0: { to: 's one', addresses: ['10.0.0.1/24'] } } },
      s: {
        links: {
          bridge: {},
          one: { to: 'a eth0', master: 'bridge' },
          left: { to: 't left', master: 'bridge' },
          right: { to: 't right', master: 'bridge' },
        },
      },
      t: {
        links: {
          bridge: {},
          left: { to: 's left', master: 'bridge' },
          right: { to: 's right', master: 'bridge' },
        },
      },
    });
    expect(send(ring, 'a', '10.0.0.9').drop?.code).toBe('no-neighbour');
  });
});
