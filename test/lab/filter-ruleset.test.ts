import type { FilterRule } from '../../lib/datapath';
import { filterRuleset } from '../../lib/lab/realise/filter-ruleset';
import { Cidr } from '../../lib/net';

const rule = (fields: Partial<FilterRule>): FilterRule => ({
  family: 'ipv4',
  hook: 'forward',
  comment: 'c',
  ...fields,
});
const lines = (fields: Partial<FilterRule>) => filterRuleset([rule(fields)]).split('\n');
const ranges = (...texts: string[]) => texts.map((text) => Cidr.parse(text));

describe('filter rules for nft', () => {
  test('are nothing where there are none', () => {
    expect(filterRuleset([])).toBe('');
  });

  test('stand in the chain of their hook, in a table of their family', () => {
    expect(filterRuleset([rule({ family: 'ipv6', hook: 'input' })])).toBe(
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

  test('cannot end their own comment', () => {
    expect(lines({ comment: 'say "no"' })).toContain(`    drop comment "say 'no'"`);
  });
});
