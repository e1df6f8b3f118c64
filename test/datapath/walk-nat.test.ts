import { Predictor } from '../../lib/datapath';
import { Address, Cidr } from '../../lib/net';
import { forwarding, send, type TinyHost, tiny } from './tiny';

describe('proxy ARP', () => {
  /** A pod whose default route leads to an address that nobody has, as Calico's does. */
  const behindProxy = (sysctls: Record<string, string>, routes = ['10.9.0.0/16 via 10.0.0.9 dev up']) =>
    send(
      tiny({
        pod: {
          links: { eth0: { to: 'node cali', addresses: ['10.244.0.2/32'] } },
          routes: ['169.254.1.1/32', 'default via 169.254.1.1'],
        },
        node: {
          links: { cali: { to: 'pod eth0' }, up: { to: 'far eth0', addresses: ['10.0.0.1/24'] } },
          routes: ['10.244.0.2/32 dev cali', ...routes],
          sysctls: { ...forwarding, ...sysctls },
        },
        far: {
          links: { eth0: { to: 'node up', addresses: ['10.0.0.9/24', '10.9.9.9/32'] } },
        },
      }),
      'pod',
      '10.9.9.9',
    );
  const on = { 'ipv4/conf/cali/proxy_arp': '1' };
  const everywhere = ['default via 10.0.0.9 dev up'];

  test('answers for an address that is routed by another link', () => {
    expect(behindProxy(on, everywhere)).toMatchObject({ delivered: true, host: 'far' });
    expect(behindProxy({ 'ipv4/conf/all/proxy_arp': '1' }, everywhere).delivered).toBe(true);
  });

  test('is silent where it is off', () => {
    expect(behindProxy({}, everywhere)).toMatchObject({ host: 'pod', drop: { code: 'no-neighbour' } });
  });

  test('is silent where the host has no route to the address, or only a blackhole', () => {
    expect(behindProxy(on).drop?.code).toBe('no-neighbour');
    expect(behindProxy(on, ['blackhole default'.replace('default', '0.0.0.0/0')]).drop?.code).toBe(
      'no-neighbour',
    );
  });

  test('is silent on a host that forwards nothing', () => {
    expect(behindProxy({ ...on, 'ipv4/ip_forward': '0' }, everywhere).drop?.code).toBe('no-neighbour');
  });
});

describe('source NAT', () => {
  const range = (text: string) => ({ ranges: [Cidr.parse(text)] });
  const rules: TinyHost['nat'] = [
    { family: 'ipv4', destination: range('10.9.9.0/28'), action: 'return', comment: 'leave these alone' },
    { family: 'ipv4', source: range('10.244.0.0/16'), action: 'masquerade', comment: 'hide pods' },
  ];
  const network = (nat: TinyHost['nat']) => {
    const made = tiny({
      pod: {
        links: { eth0: { to: 'node pods', addresses: ['10.244.0.2/24'] } },
        routes: ['default via 10.244.0.1'],
      },
      node: {
        links: {
          pods: { to: 'pod eth0', addresses: ['10.244.0.1/24'] },
          up: { to: 'far eth0', addresses: ['10.0.0.1/24'] },
        },
        routes: ['10.9.9.0/24 via 10.0.0.9 dev up'],
        nat,
        sysctls: forwarding,
      },
      far: {
        links: { eth0: { to: 'node up', addresses: ['10.0.0.9/24', '10.9.9.9/32', '10.9.9.99/32'] } },
      },
    });
    const endpoint = (id: string, host: string, address: string) => ({
      id,
      host,
      kind: 'pod' as const,
      node: host,
      zone: 'a',
      address: { ipv4: Address.parse(address) },
      within: { ipv4: Cidr.parse('10.0.0.0/8') },
    });
    const ends = [
      endpoint('pod', 'pod', '10.244.0.2'),
      endpoint('near', 'far', '10.9.9.9'),
      endpoint('away', 'far', '10.9.9.99'),
    ] as const;
    const [pod, near, away] = ends;
    const predictor = new Predictor(Object.assign(made, { datapath: { ...made.datapath, endpoints: ends } }));
    return {
      near: predictor.predict(pod, near, 'ipv4', 'tcp'),
      away: predictor.predict(pod, away, 'ipv4', 'tcp'),
    };
  };

  test('gives the packet the address of the link that it leaves by, and the answer comes back through it', () => {
    const { away } = network(rules);
    expect(`${away.source}`).toBe('10.0.0.1');
    expect(away).toMatchObject({ reachable: true, answeredBy: 'away' });
    expect(away.back).toMatchObject({ delivered: true, host: 'pod' });
    expect(away.back!.hops.filter(({ decision }) => decision.step === 'translate')).toHaveLength(1);
  });

  test('goes by the first rule that matches', () => {
    expect(`${network(rules).near.forward.packet.source}`).toBe('10.244.0.2');
    expect(`${network([...rules].reverse()).near.forward.packet.source}`).toBe('10.0.0.1');
  });

  test('is what makes the answer come back where the far side knows no pods', () => {
    expect(network(rules).near.reachable).toBe(false);
    expect(network(rules).near.answeredBy).toBeUndefined();
    expect(network(rules).near.why).toEqual({
      code: 'answer-dropped',
      reached: 'near',
      drop: { code: 'no-route', host: 'far', destination: '10.244.0.2' },
    });
  });

  test('leaves a packet alone that is not in a range that a rule excepts', () => {
    const except: TinyHost['nat'] = [
      {
        family: 'ipv4',
        source: { ranges: [Cidr.parse('10.244.0.0/16')], not: true },
        action: 'masquerade',
        comment: '',
      },
    ];
    expect(`${network(except).away.forward.packet.source}`).toBe('10.244.0.2');
  });
});
