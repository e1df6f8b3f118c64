import { type Chain, Network } from '../../lib/datapath';
import { Address, macOf } from '../../lib/net';
import { fate } from './netfilter/between';
import { drop, hooked, mark, marked, netfilter, not, over, port, rule } from './netfilter/words';
import { forwarding, send, type TinyHost, tiny } from './tiny';

interface Choice {
  /** MTU of the tunnel devices. */
  readonly mtu?: number;
  /** MTU of the cable at b's end. */
  readonly farMtu?: number;
  readonly vniOfB?: number;
  readonly bare?: 'neighbours' | 'forwarding';
  readonly routes?: readonly string[];
  readonly six?: boolean;
}

/** Two hosts with a VXLAN tunnel between them, over one router, in IPv4 or IPv6. */
function tunnel({ mtu = 1450, farMtu = 1500, vniOfB = 1, bare, routes = [], six = false }: Choice = {}) {
  const outer = (zone: number, host: number) => (six ? `fd00:${zone}::${host}` : `192.168.${zone}.${host}`);
  const length = six ? 64 : 24;
  const end = (own: number, other: number, vni: number, cable: number): TinyHost => ({
    links: {
      eth0: { to: `router zone${own}`, addresses: [`${outer(own, 2)}/${length}`], mtu: cable },
      tun: { vni, local: outer(own, 2), addresses: [`10.${own}.0.0/32`], mtu },
    },
    routes: [
      `${six ? '::/0' : 'default'} via ${outer(own, 1)}`,
      `10.${other}.0.0/16 via 10.${other}.0.0 dev tun onlink`,
      ...routes,
    ],
    neighbours:
      bare === 'neighbours'
        ? []
        : [
            {
              link: 'tun',
              address: Address.parse(`10.${other}.0.0`),
              mac: macOf(other === 1 ? 'a' : 'b', 'tun'),
            },
          ],
    forwarding:
      bare === 'forwarding'
        ? []
        : [
            {
              link: 'tun',
              mac: macOf(other === 1 ? 'a' : 'b', 'tun'),
              destination: Address.parse(outer(other, 2)),
            },
          ],
    sysctls: forwarding,
  });
  return tiny({
    a: end(1, 2, 1, 1500),
    b: end(2, 1, vniOfB, farMtu),
    router: {
      links: {
        zone1: { to: 'a eth0', addresses: [`${outer(1, 1)}/${length}`] },
        zone2: { to: 'b eth0', addresses: [`${outer(2, 1)}/${length}`] },
      },
      sysctls: forwarding,
    },
  });
}

describe('a VXLAN tunnel', () => {
  test('carries the packet unchanged, with the tunnel device as its source', () => {
    const walk = send(tunnel(), 'a', '10.2.0.0');
    expect(walk).toMatchObject({ delivered: true, host: 'b', fragmented: false });
    expect(`${walk.packet.source}`).toBe('10.1.0.0');
    expect(walk.packet.bytes).toBe(60);
  });

  test('adds 50 bytes over IPv4 and 70 over IPv6, which the hops show one level deeper', () => {
    for (const six of [false, true]) {
      const { hops } = send(tunnel({ six }), 'a', '10.2.0.0');
      const wrapped = hops.find(({ decision }) => decision.step === 'encapsulate')!.decision;
      expect(wrapped).toMatchObject({ overhead: six ? 70 : 50, bytes: six ? 130 : 110 });
      expect(new Set(hops.filter(({ host }) => host === 'router').map(({ depth }) => depth))).toEqual(
        new Set([1]),
      );
    }
  });

  test('no-neighbour: nothing is asked inside of it', () => {
    expect(send(tunnel({ bare: 'neighbours' }), 'a', '10.2.0.0')).toMatchObject({
      host: 'a',
      drop: { code: 'no-neighbour', host: 'a', link: 'tun', address: '10.2.0.0' },
    });
  });

  test('no-forwarding-entry: nobody knows where the card lives', () => {
    expect(send(tunnel({ bare: 'forwarding' }), 'a', '10.2.0.0')).toMatchObject({
      host: 'a',
      drop: { code: 'no-forwarding-entry', link: 'tun', lacks: { entry: 'mac', mac: macOf('b', 'tun') } },
    });
  });

  test('no-tunnel: the other end has another number', () => {
    expect(send(tunnel({ vniOfB: 7 }), 'a', '10.2.0.0')).toMatchObject({
      host: 'b',
      drop: { code: 'no-tunnel', host: 'b', sender: 'a', link: 'tun' },
    });
  });

  test('no-tunnel: other devices there have the number at another port, or the port with another number', () => {
    const { datapath } = tunnel({ vniOfB: 7 });
    const hosts = datapath.hosts.map((host) => {
      const device = host.links.find(({ type }) => type === 'vxlan');
      if (host.name !== 'b' || device?.type !== 'vxlan') return host;
      const another = { ...device, name: 'other', vni: 1, port: 4789, mac: '02:00:00:00:00:77' };
      return { ...host, links: [...host.links, another] };
    });
    expect(send(new Network({ ...datapath, hosts }), 'a', '10.2.0.0').drop?.code).toBe('no-tunnel');
  });

  test('loop: its outer packet is routed into itself', () => {
    const walk = send(tunnel({ routes: ['192.168.0.0/16 via 10.2.0.0 dev tun onlink'] }), 'a', '10.2.0.0');
    expect(walk).toMatchObject({ host: 'a', drop: { code: 'loop', host: 'a', link: 'tun' } });
  });

  test('a drop in the underlay is reported with the inner packet', () => {
    const walk = send(tunnel({ routes: ['blackhole 192.168.2.0/24'] }), 'a', '10.2.0.0');
    expect(walk.drop?.code).toBe('blackhole');
    expect(`${walk.packet.destination}`).toBe('10.2.0.0');
  });
});

describe('the size of packets in a tunnel', () => {
  test('is limited by the tunnel device', () => {
    const network = tunnel();
    expect(send(network, 'a', '10.2.0.0').mtu).toBe(1450);
    expect(send(network, 'a', '10.2.0.0', 1450)).toMatchObject({ delivered: true, fragmented: false });
    expect(send(network, 'a', '10.2.0.0', 1451)).toMatchObject({ host: 'a', drop: { code: 'too-big' } });
  });

  test('may be more than the underlay takes, as outer packets are cut in pieces', () => {
    const network = tunnel({ mtu: 1500 });
    expect(send(network, 'a', '10.2.0.0').mtu).toBe(1500);
    expect(send(network, 'a', '10.2.0.0', 1450)).toMatchObject({ delivered: true, fragmented: false });
    expect(send(network, 'a', '10.2.0.0', 1500)).toMatchObject({ delivered: true, fragmented: true });
  });

  test('is limited by a far end that swallows outer packets', () => {
    const network = tunnel({ farMtu: 1400 });
    expect(send(network, 'a', '10.2.0.0').mtu).toBe(1354);
    expect(send(network, 'a', '10.2.0.0', 1354).delivered).toBe(true);
    expect(send(network, 'a', '10.2.0.0', 1355)).toMatchObject({ host: 'b', drop: { code: 'too-big' } });
  });

  test('is limited over IPv6 where the outer packet is forwarded, as no router cuts it', () => {
    const network = tunnel({ six: true, mtu: 1500, farMtu: 1500 });
    expect(send(network, 'a', '10.2.0.0', 1500)).toMatchObject({ delivered: true, fragmented: true });
  });
});

test('a mark stays with a packet that is wrapped, and with one that is unwrapped, and crosses no cable', () => {
  const marking = hooked('filter output', rule(not(marked(1)), over('tcp', 'udp'), mark(1)));
  const fateWith = (host: string, ...chains: Chain[]) => {
    const { datapath } = tunnel();
    const rules = (name: string) => (name === host ? netfilter([marking, ...chains]) : netfilter(chains));
    const hosts = datapath.hosts.map((one) => ({ ...one, netfilter: rules(one.name) }));
    return fate(
      new Network({ ...datapath, hosts }).walk({
        ...{ host: 'a', destination: Address.parse('10.2.0.0'), protocol: 'udp', port: 80 },
      }),
    );
  };
  const at = (hook: string, portOfOuter: number) =>
    hooked(`filter ${hook} 50`, rule(marked(1), port(portOfOuter), drop, 'marked'));
  expect(fateWith('a', at('postrouting', 8472))).toBe('marked');
  expect(fateWith('a', at('input', 8472))).toBe('passed');
  const receiving = hooked('filter prerouting', rule(port(8472), mark(1)));
  expect(
    fateWith('', receiving, hooked('filter input 10', rule(marked(1), not(port(8472)), drop, 'inner'))),
  ).toBe('inner');
});
