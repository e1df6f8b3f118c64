import { emptyHost, type Host, netfilterOf } from '../../../lib/datapath';
import { ranges } from './words';

const host = (fields: Partial<Host>): Host => ({ ...emptyHost('node', 'node'), ...fields });

describe('the simple rules of computed hosts', () => {
  test('are no chains at all where there are none', () => {
    expect(netfilterOf(host({}))).toBeUndefined();
    expect(netfilterOf(host({ netfilter: { chains: [], sets: [] } }))).toBeUndefined();
  });

  test('give way to what was read of a real host', () => {
    const netfilter = {
      chains: [{ families: ['ipv4'], table: 'ip x', name: 'y', rules: [] }],
      sets: [],
    } as const;
    expect(netfilterOf(host({ netfilter }))).toBe(netfilter);
  });

  test('that translate are a chain behind routing, one per family', () => {
    const all = { ranges: ranges('10.244.0.0/16') };
    const made = netfilterOf(
      host({
        nat: [
          {
            family: 'ipv4',
            source: all,
            destination: { ...all, not: true },
            action: 'masquerade',
            comment: 'hide "pods"',
          },
          { family: 'ipv6', action: 'return', comment: 'leave' },
        ],
      }),
    );
    expect(made?.chains.map(({ table, families }) => [table, families])).toEqual([
      ['ip cni_testbed', ['ipv4']],
      ['ip6 cni_testbed', ['ipv6']],
    ]);
    expect(made?.chains[0]).toMatchObject({
      name: 'postrouting',
      hook: { name: 'postrouting', type: 'nat', priority: 100, policy: 'accept' },
      rules: [
        {
          conditions: [
            { on: 'address', of: 'source', ranges: all.ranges },
            { on: 'address', of: 'destination', ranges: all.ranges, not: true },
          ],
          action: { do: 'masquerade' },
          comment: "hide 'pods'",
          text: `ip saddr 10.244.0.0/16 ip daddr != 10.244.0.0/16 masquerade fully-random comment "hide 'pods'"`,
        },
      ],
    });
  });

  test('that filter are a chain for each hook, with all their conditions', () => {
    const made = netfilterOf(
      host({
        filters: [
          {
            ...{ family: 'ipv4', hook: 'forward', in: 'ens5', out: 'cni0', protocol: 'udp', port: 8472 },
            ...{ share: 0.3, comment: 'c' },
          },
          { family: 'ipv4', hook: 'input', protocol: 'icmp', comment: 'ping' },
        ],
      }),
    );
    expect(made?.chains.map(({ table, name, hook }) => [table, name, hook?.type, hook?.priority])).toEqual([
      ['ip cni_testbed_filter', 'input', 'filter', 0],
      ['ip cni_testbed_filter', 'forward', 'filter', 0],
    ]);
    expect(made?.chains.map(({ rules }) => rules[0]?.conditions)).toEqual([
      [{ on: 'protocol', protocols: ['icmp', 'ipv6-icmp'] }],
      [
        { on: 'link', of: 'in', names: ['ens5'] },
        { on: 'link', of: 'out', names: ['cni0'] },
        { on: 'protocol', protocols: ['udp'] },
        { on: 'port', of: 'destination', ports: [[8472, 8472]] },
        { on: 'random', share: 0.3 },
      ],
    ]);
  });
});
