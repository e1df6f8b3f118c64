import { emptyHost, type FilterRule, type NatRule } from '../../lib/datapath';
import { nftRuleset } from '../../lib/lab/realise/ruleset';
import { Address, Cidr } from '../../lib/net';

const rule = (fields: Partial<FilterRule>): FilterRule => ({
  family: 'ipv4',
  hook: 'forward',
  comment: 'c',
  ...fields,
});
const ruleset = (filters: readonly FilterRule[], nat: readonly NatRule[] = []) =>
  nftRuleset({ ...emptyHost('node', 'node'), filters, nat });
const lines = (fields: Partial<FilterRule>) => ruleset([rule(fields)]).split('\n');
const ranges = (...texts: string[]) => texts.map((text) => Cidr.parse(text));

describe('rules for nft', () => {
  test('are nothing where there are none', () => {
    expect(ruleset([])).toBe('');
  });

  test('stand in the chain of their hook, in a table of their family', () => {
    expect(ruleset([rule({ family: 'ipv6', hook: 'input' })])).toBe(
      [
        'table ip6 cni_testbed_filter {',
        '  chain input {',
        '    type filter hook input priority filter; policy accept;',
        '    drop comment "c"',
        '  }',
        '}',
        '',
      ].join('\n'),
    );
  });

  test.each<[Partial<FilterRule>, string]>([
    [{ protocol: 'udp', port: 8472 }, 'meta l4proto udp th dport 8472 drop'],
    [{ protocol: 'ipip' }, 'meta l4proto 4 drop'],
    [{ protocol: 'icmp' }, 'meta l4proto { icmp, ipv6-icmp } drop'],
    [{ in: 'ens5', out: 'cni0' }, 'iifname "ens5" oifname "cni0" drop'],
    [{ source: { ranges: ranges('10.0.0.0/8') } }, 'ip saddr 10.0.0.0/8 drop'],
    [
      { destination: { ranges: ranges('10.1.0.0/16', '10.2.0.0/16'), not: true } },
      'ip daddr != { 10.1.0.0/16, 10.2.0.0/16 } drop',
    ],
    [{ share: 0.3 }, 'numgen random mod 1000 < 300 drop'],
  ])('%j becomes %s', (fields, text) => {
    expect(lines(fields)).toContain(`    ${text} comment "c"`);
  });

  test('of address translation stand in a table of their own', () => {
    const [source, destination] = [ranges('10.244.0.0/16'), ranges('10.244.0.0/16', '10.1.0.0/24')];
    const rules: NatRule[] = [
      { family: 'ipv4', source: { ranges: source }, action: 'return', comment: 'leave' },
      {
        family: 'ipv4',
        destination: { ranges: destination, not: true },
        action: 'masquerade',
        comment: 'hide',
      },
    ];
    expect(ruleset([], rules)).toBe(
      [
        'table ip cni_testbed {',
        '  chain postrouting {',
        '    type nat hook postrouting priority srcnat; policy accept;',
        '    ip saddr 10.244.0.0/16 return comment "leave"',
        '    ip daddr != { 10.244.0.0/16, 10.1.0.0/24 } masquerade fully-random comment "hide"',
        '  }',
        '}',
        '',
      ].join('\n'),
    );
  });

  test('give a destination another address before packets are routed, and a source when they leave', () => {
    const [own, external] = [Address.parse('10.0.0.5'), Address.parse('198.51.100.5')];
    const rules: NatRule[] = [
      {
        family: 'ipv4',
        destination: { ranges: ranges('198.51.100.5/32') },
        action: 'dnat',
        to: own,
        comment: 'in',
      },
      {
        family: 'ipv4',
        source: { ranges: ranges('10.0.0.5/32') },
        action: 'snat',
        to: external,
        comment: 'out',
      },
    ];
    const text = ruleset([], rules).split('\n');
    expect(text.filter((one) => /chain|ip /.test(one)).map((one) => one.trim())).toEqual([
      'table ip cni_testbed {',
      'chain prerouting {',
      'ip daddr 198.51.100.5/32 dnat to 10.0.0.5 comment "in"',
      'chain postrouting {',
      'ip saddr 10.0.0.5/32 snat to 198.51.100.5 comment "out"',
    ]);
  });

  test('cannot end their own comment', () => {
    expect(lines({ comment: 'say "no"' })).toContain(`    drop comment "say 'no'"`);
  });
});
