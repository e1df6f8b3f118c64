import { type Link, Network, Predictor, unknownText } from '../../lib/datapath';
import { Address, Cidr } from '../../lib/net';
import { between, fate, hosts, sent } from './netfilter/between';
import { drop, hooked, rule } from './netfilter/words';
import { send, type TinyHost, tiny, tinyDatapath } from './tiny';

/** The network with one link changed. */
function withLink(host: string, name: string, change: (link: Link) => Link): Network {
  const datapath = tinyDatapath(hosts());
  const edited = datapath.hosts.map((one) =>
    one.name === host
      ? { ...one, links: one.links.map((link) => (link.name === name ? change(link) : link)) }
      : one,
  );
  return new Network({ ...datapath, hosts: edited });
}

const withPrograms = (host: string, link: string) =>
  withLink(host, link, (made) => ({ ...made, ebpf: 'tc: from-container' }));

describe('a walk ends, and says nothing more,', () => {
  test.each([
    ['client', 'eth0'],
    ['router', 'near'],
    ['router', 'far'],
    ['server', 'eth0'],
  ])('at a link of %s with eBPF programs (%s)', (host, link) => {
    const walk = sent(withPrograms(host, link));
    expect(walk).toMatchObject({ delivered: false, host, drop: undefined });
    expect(walk.unknown).toEqual({ host, link, because: { code: 'ebpf', programs: 'tc: from-container' } });
    expect(walk.hops.at(-1)?.decision.step).toBe('unknown');
  });

  test('at a link that leads to where nothing was read', () => {
    const other = withLink('router', 'far', ({ name, mac, mtu, addresses }) => ({
      ...{ name, mac, mtu, addresses, type: 'other', kind: 'bond' },
    }));
    expect(sent(other).unknown).toEqual({
      host: 'router',
      link: 'far',
      because: { code: 'link', kind: 'bond' },
    });
  });

  test('where nobody has the next hop, and programs could answer for it', () => {
    const network = (ebpf?: string) => {
      const datapath = tinyDatapath({
        pod: {
          links: { eth0: { to: 'node lxc1', addresses: ['fd00::2/128'] } },
          routes: ['::/0 via fd00::1 dev eth0 onlink'],
        },
        node: { links: { lxc1: { to: 'pod eth0' }, host: { addresses: ['fd00::1/128'] } } },
      });
      const node = datapath.hosts[1]!;
      const changed = node.links.map((link) =>
        link.name === 'lxc1' ? { ...link, ...(ebpf && { ebpf }) } : link,
      );
      return new Network({ ...datapath, hosts: [datapath.hosts[0]!, { ...node, links: changed }] });
    };
    expect(send(network(), 'pod', 'fd01::1').drop?.code).toBe('no-neighbour');
    expect(send(network('tc: from-container'), 'pod', 'fd01::1')).toMatchObject({
      drop: undefined,
      unknown: { host: 'node', link: 'lxc1', because: { code: 'ebpf' } },
    });
  });

  test('at a rule that is not known', () => {
    const rules = [hooked('filter forward', rule({ on: 'unknown', text: 'u32' }, drop, 'perhaps'))];
    expect(sent(between(rules)).unknown).toEqual({
      host: 'router',
      because: { code: 'rule', rule: 'perhaps' },
    });
  });

  test('at a policy rule of which it is not known whether it applies, where that matters', () => {
    const table = { routes: ['blackhole 0.0.0.0/0 table 100', '10.2.0.0/24 dev far table 101'] };
    const policy = (number: number) =>
      sent(
        between([], {
          ...table,
          rules: [{ priority: 90, table: number, family: 'ipv4', unknown: 'uidrange 0-99' }],
        }),
      ).unknown;
    expect(policy(100)).toEqual({
      host: 'router',
      because: { code: 'policy-rule', rule: '90: uidrange 0-99' },
    });
    expect(policy(102)).toBeUndefined();
  });

  test('where a bridge has a port that leads nobody knows where, and nobody else answers', () => {
    const bridged = (asked: string) => {
      const datapath = tinyDatapath({
        a: { links: { eth0: { to: 'b p1', addresses: ['10.0.0.2/24'] } }, routes: [] },
        b: { links: { br0: {}, p1: { to: 'a eth0', master: 'br0' }, p2: { to: 'c eth0', master: 'br0' } } },
        c: { links: { eth0: { to: 'b p2', addresses: ['10.0.0.3/24'] } } },
      });
      const port: Link = {
        ...{ type: 'other', kind: 'ether', name: 'ens5', mac: '02:00:00:00:00:99', mtu: 1500 },
        ...{ addresses: [], master: 'br0' },
      };
      const edited = datapath.hosts.map((one) =>
        one.name === 'b' ? { ...one, links: [...one.links, port] } : one,
      );
      return send(new Network({ ...datapath, hosts: edited }), 'a', asked);
    };
    expect(bridged('10.0.0.3')).toMatchObject({ delivered: true, host: 'c' });
    expect(bridged('10.0.0.4').unknown).toEqual({
      host: 'b',
      link: 'ens5',
      because: { code: 'link', kind: 'ether' },
    });
  });
});

test('nothing is predicted of an exchange whose packet or answer goes where nothing is known', () => {
  const end = (id: string, address: string) => ({
    ...{ id, host: id, kind: 'pod' as const, node: id, zone: 'a' },
    address: { ipv4: Address.parse(address) },
    within: { ipv4: Cidr.parse('10.0.0.0/8') },
  });
  const [client, server] = [end('client', '10.1.0.2'), end('server', '10.2.0.2')];
  const predicted = (network: Network) =>
    new Predictor(new Network({ ...network.datapath, endpoints: [client, server] })).predict(
      client,
      server,
      'ipv4',
      'udp',
    );
  expect(predicted(tiny(hosts())).reachable).toBe(true);
  const there = predicted(withPrograms('router', 'near'));
  expect([there.reachable, there.why, there.back]).toEqual([false, undefined, undefined]);
  expect(there.unknown?.because.code).toBe('ebpf');
  const answerOnly = hooked(
    'filter forward',
    rule({ on: 'unknown', text: 'u32' }, answerOf('10.2.0.2'), drop, 'back'),
  );
  const andBack = predicted(between([answerOnly]));
  expect([andBack.reachable, andBack.why, andBack.forward.delivered]).toEqual([false, undefined, true]);
  expect(andBack.unknown?.because).toEqual({ code: 'rule', rule: 'back' });
});

const answerOf = (source: string) => ({
  ...{ on: 'address' as const, of: 'source' as const },
  ranges: [Cidr.parse(`${source}/32`)],
});

test('what is not known is said in words', () => {
  const place = { host: 'worker-1', link: 'lxc1' };
  expect(unknownText({ ...place, because: { code: 'ebpf', programs: 'cil_from_container' } })).toBe(
    'eBPF programs decide at lxc1 of worker-1 (cil_from_container), and what they do is not known',
  );
  expect(unknownText({ host: 'a', because: { code: 'rule', rule: '-m u32 -j DROP' } })).toBe(
    'a rule of a decides, and not all of it is known: -m u32 -j DROP',
  );
  expect(unknownText({ ...place, because: { code: 'link', kind: 'bond' } })).toBe(
    'lxc1 of worker-1 (bond) leads to where nothing was read',
  );
  expect(unknownText({ host: 'a', because: { code: 'policy-rule', rule: '90: uidrange 0-99' } })).toBe(
    'it is not known whether the policy rule 90: uidrange 0-99 of a applies',
  );
});

describe('frames that a bridge forwards', () => {
  const bridged = (setting: string, hook: string, router: Partial<TinyHost> = {}) => {
    const netfilter = { chains: [hooked(`filter ${hook}`, rule(drop, 'seen'))], sets: [] };
    const network = tiny({
      a: { links: { eth0: { to: 'node p1', addresses: ['10.0.0.2/24'] } } },
      node: {
        links: {
          br0: { addresses: ['10.0.0.1/24'] },
          p1: { to: 'a eth0', master: 'br0' },
          p2: { to: 'b eth0', master: 'br0' },
        },
        sysctls: { 'bridge/bridge-nf-call-iptables': setting },
        netfilter,
        ...router,
      },
      b: { links: { eth0: { to: 'node p2', addresses: ['10.0.0.3/24'] } } },
    });
    return fate(send(network, 'a', '10.0.0.3'));
  };

  test('pass the rules of IP where the bridge is set to that, and no others', () => {
    const hooks = ['prerouting', 'input', 'forward', 'output', 'postrouting'];
    expect(hooks.filter((hook) => bridged('1', hook) === 'seen')).toEqual([
      'prerouting',
      'forward',
      'postrouting',
    ]);
    expect(hooks.filter((hook) => bridged('0', hook) === 'seen')).toEqual([]);
  });

  test('come in and leave by the bridge as rules see it', () => {
    const chain = (of: 'in' | 'out', name: string) => ({
      netfilter: {
        chains: [hooked('filter forward', rule({ on: 'link', of, names: [name] }, drop, 'seen'))],
        sets: [],
      },
    });
    expect(bridged('1', '', chain('in', 'br0'))).toBe('seen');
    expect(bridged('1', '', chain('out', 'br0'))).toBe('seen');
    expect(bridged('1', '', chain('in', 'p1'))).toBe('passed');
  });
});

describe('a host', () => {
  const passed = (sysctls: Record<string, string>, from?: string) =>
    fate(sent(between([], { sysctls }), { from }));

  test('forwards what comes in by links that are set to, whatever holds for all', () => {
    expect(passed({ 'ipv4/conf/near/forwarding': '0' })).toBe('not-forwarding');
    expect(passed({ 'ipv4/conf/far/forwarding': '0' })).toBe('passed');
    expect(passed({ 'ipv4/ip_forward': '0', 'ipv4/conf/near/forwarding': '1' })).toBe('passed');
  });

  test('takes packets with its own source where it is set to', () => {
    expect(passed({}, '10.2.0.1')).toBe('martian-source');
    expect(passed({ 'ipv4/conf/near/accept_local': '1' }, '10.2.0.1')).toBe('passed');
    expect(passed({ 'ipv4/conf/all/accept_local': '1' }, '10.2.0.1')).toBe('passed');
  });
});
