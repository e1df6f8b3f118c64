/** Tables, chains, sets and maps of nft. */
import type { Gap } from '../../../../lib/state/read';
import { readHost } from '../../../../lib/state/read';
import { answer, hostOf, plain } from '../../../support/outputs';

const command = 'nft -j list ruleset';
const read = (...objects: object[]) => {
  const { netfilter, gaps } = hostOf({ [command]: { nftables: objects } });
  const isOurs = ({ why, command: asked }: Gap) => asked === command && why !== 'not-captured';
  return { ...netfilter, gaps: gaps.filter(isOurs) };
};
const table = (family: string, name = 't', more: object = {}) => ({ table: { family, name, ...more } });
const chain = (family: string, more: object = {}) => ({ chain: { family, table: 't', name: 'c', ...more } });
const rule = (family: string, ...expr: object[]) => ({
  rule: { family, table: 't', chain: 'c', handle: 1, expr },
});

test('a chain hangs on its hook', () => {
  const hook = { type: 'nat', hook: 'postrouting', prio: 110, policy: 'accept' };
  expect(read(table('ip'), chain('ip', hook)).chains).toEqual([
    {
      families: ['ipv4'],
      table: 'ip t',
      name: 'c',
      hook: { name: 'postrouting', type: 'nat', priority: 110, policy: 'accept' },
      rules: [],
    },
  ]);
});

test.each([
  ['ip', ['ipv4']],
  ['ip6', ['ipv6']],
  ['inet', ['ipv4', 'ipv6']],
])('chains of %s see %j', (family, families) => {
  expect(read(table(family), chain(family)).chains[0]!.families).toEqual(families);
});

test('chains of a table that is dormant hang on no hook', () => {
  const { chains } = read(
    table('ip', 't', { flags: 'dormant' }),
    chain('ip', { type: 'filter', hook: 'input', prio: 0, policy: 'drop' }),
  );
  expect(chains[0]).not.toHaveProperty('hook');
});

describe('tables for frames', () => {
  const base = { type: 'filter', hook: 'forward', prio: 0, policy: 'accept' };
  const gap = (family: string) => [
    expect.objectContaining({ of: 'nft', why: 'not-understood', entry: `table ${family} t` }),
  ];

  test.each(['bridge', 'arp', 'netdev'])('of the family %s are a gap where they drop', (family) => {
    expect(read(table(family), chain(family, base), rule(family, { drop: null })).gaps).toEqual(gap(family));
    expect(read(table(family), chain(family, { ...base, policy: 'drop' })).gaps).toEqual(gap(family));
  });

  test('are a gap where a map of theirs drops', () => {
    const map = {
      map: {
        family: 'arp',
        table: 't',
        name: 'm',
        type: 'ifname',
        map: 'verdict',
        elem: [['eth0', { drop: null }]],
      },
    };
    const vmap = rule('arp', { vmap: { key: { meta: { key: 'oifname' } }, data: '@m' } });
    expect(read(table('arp'), chain('arp', base), map, vmap).gaps).toEqual(gap('arp'));
  });

  test('are no gap where they let all go on, and hold no chain of ours', () => {
    const { gaps, chains } = read(table('bridge'), chain('bridge', base), rule('bridge', { accept: null }));
    expect(gaps).toEqual([]);
    expect(chains).toEqual([]);
  });

  test('may be at the ingress hook of a table for packets', () => {
    expect(
      read(table('inet'), chain('inet', { ...base, hook: 'ingress' }), rule('inet', { drop: null })).gaps,
    ).toEqual(gap('inet'));
  });
});

describe('a set', () => {
  const setOf = (type: unknown, ...elem: unknown[]) =>
    read(table('ip'), { set: { family: 'ip', table: 't', name: 's', type, elem } });
  const elementsOf = (type: unknown, ...elem: unknown[]) => plain(setOf(type, ...elem).sets[0]!.elements);

  test.each([
    ['ipv4_addr', '10.0.0.1', [{ ranges: ['10.0.0.1/32'] }]],
    ['ipv4_addr', { prefix: { addr: '10.0.0.0', len: 8 } }, [{ ranges: ['10.0.0.0/8'] }]],
    ['ipv4_addr', { range: ['10.0.0.1', '10.0.0.3'] }, [{ ranges: ['10.0.0.1/32', '10.0.0.2/31'] }]],
    ['ipv4_addr', { elem: { val: '10.0.0.1', expires: 5, comment: 'x' } }, [{ ranges: ['10.0.0.1/32'] }]],
    ['inet_service', { range: [80, 90] }, [{ ports: [80, 90] }]],
    ['inet_proto', 'ipencap', [{ text: 'ipip' }]],
    ['ifname', 'cali*', [{ text: 'cali*' }]],
    ['ether_addr', '00:11:22:33:44:55', [{ text: '"00:11:22:33:44:55"' }]],
    [
      ['ipv4_addr', 'inet_service'],
      { concat: ['10.0.0.1', 80] },
      [{ ranges: ['10.0.0.1/32'] }, { ports: [80, 80] }],
    ],
    [
      'ipv4_addr . inet_service',
      { concat: ['10.0.0.1', 80] },
      [{ ranges: ['10.0.0.1/32'] }, { ports: [80, 80] }],
    ],
    [{ typeof: { payload: { protocol: 'ip', field: 'saddr' } } }, '10.0.0.1', [{ ranges: ['10.0.0.1/32'] }]],
    [
      { typeof: { concat: [{ meta: { key: 'l4proto' } }, { payload: { protocol: 'th', field: 'dport' } }] } },
      { concat: ['tcp', 80] },
      [{ text: 'tcp' }, { ports: [80, 80] }],
    ],
  ])('of type %j holds %j as %j', (type, shown, element) =>
    expect(elementsOf(type, shown)).toEqual([element]),
  );

  test.each([
    ['ipv4_addr', '*'],
    ['ipv4_addr', 'host.example'],
    ['ifname', 'a name'],
    [['ipv4_addr', 'inet_service'], { concat: ['10.0.0.1'] }],
  ])('of type %j with %j is not read, and a gap', (type, shown) => {
    const { sets, gaps } = setOf(type, shown);
    expect(sets).toEqual([
      { table: 'ip t', name: 's', elements: [], unread: 'an element is not understood' },
    ]);
    expect(gaps).toEqual([expect.objectContaining({ of: 'sets', why: 'not-understood' })]);
  });
});

describe('what is not understood', () => {
  test('of a rule keeps its place, and may end a packet’s way', () => {
    const broken = {
      rule: { family: 'ip', table: 't', chain: 'c', handle: 'seven', expr: [{ accept: null }] },
    };
    const { chains, gaps } = read(table('ip'), chain('ip'), broken, rule('ip', { drop: null }));
    expect(chains[0]!.rules.map(({ action }) => action.do)).toEqual(['unknown', 'drop']);
    expect(chains[0]!.rules[0]!.action).toMatchObject({ ends: true });
    expect(gaps).toEqual([
      expect.objectContaining({ of: 'nft', details: expect.stringContaining('handle') }),
    ]);
  });

  test('of a chain leaves its rules', () => {
    const { chains, gaps } = read(table('ip'), chain('ip', { prio: 'high' }), rule('ip', { drop: null }));
    expect(chains).toEqual([
      expect.objectContaining({ name: 'c', rules: [expect.objectContaining({ action: { do: 'drop' } })] }),
    ]);
    expect(gaps).toEqual([expect.objectContaining({ of: 'nft', entry: expect.stringContaining('high') })]);
  });

  test('is an object of a kind that nobody knows', () => {
    expect(read({ portal: {} }).gaps).toEqual([
      expect.objectContaining({ details: 'an object of an unknown kind' }),
    ]);
  });

  test('is no ruleset', () => {
    expect(hostOf({ [command]: { rules: [] } }).gaps).toContainEqual(
      expect.objectContaining({ of: 'nft', why: 'not-understood', details: 'the answer is no ruleset' }),
    );
  });
});

describe('tables that iptables made', () => {
  const filter = [
    { table: { family: 'ip', name: 'filter' } },
    {
      chain: {
        family: 'ip',
        table: 'filter',
        name: 'FORWARD',
        type: 'filter',
        hook: 'forward',
        prio: 10,
        policy: 'accept',
      },
    },
    { chain: { family: 'ip', table: 'filter', name: 'OWN' } },
    {
      rule: {
        family: 'ip',
        table: 'filter',
        chain: 'FORWARD',
        expr: [{ xt: { type: 'match', name: 'conntrack' } }, { accept: null }],
      },
    },
    { rule: { family: 'ip', table: 'filter', chain: 'OWN', expr: [{ drop: null }] } },
  ];
  const saved = [
    '# Generated by iptables-save v1.8.9 (nf_tables) on Wed Nov 25 19:39:53 2026',
    '*filter',
    ':FORWARD DROP [0:0]',
    '-A FORWARD -m conntrack --ctstate INVALID -j DROP',
    'COMMIT',
    '',
  ].join('\n');

  test('are read from iptables-save, at nft’s priorities; what it does not have is nft’s', () => {
    const { netfilter } = hostOf({ [command]: { nftables: filter }, 'iptables-save': saved });
    expect(
      netfilter.chains.map(({ table, name, hook, rules }) => [
        table,
        name,
        hook?.priority,
        hook?.policy,
        rules.length,
      ]),
    ).toEqual([
      ['iptables:filter', 'FORWARD', 10, 'drop', 1],
      ['ip filter', 'OWN', undefined, undefined, 1],
    ]);
  });

  test('are not understood without it, and that is a gap', () => {
    const { netfilter, gaps } = hostOf({ [command]: { nftables: filter } });
    expect(netfilter.chains[0]!.rules).toEqual([
      {
        conditions: [{ on: 'unknown', text: 'xt match "conntrack"' }],
        action: { do: 'accept' },
        text: 'xt match "conntrack" accept',
      },
    ]);
    expect(gaps).toContainEqual({ of: 'iptables', command: 'iptables-save', why: 'not-captured' });
  });

  test('are not looked for where nft shows none', () => {
    const { gaps } = hostOf({ [command]: { nftables: [table('ip')] } });
    expect(gaps.filter(({ of }) => of === 'iptables')).toEqual([]);
  });

  test('are asked for where nft cannot be asked', () => {
    const outputs = { [command]: { stdout: '', stderr: 'sh: nft: not found', exit: 127 } };
    expect(readHost('worker', outputs).gaps).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ of: 'nft', why: 'not-installed' }),
        { of: 'iptables', command: 'iptables-save', why: 'not-captured' },
        { of: 'iptables', command: 'ip6tables-save', why: 'not-captured' },
      ]),
    );
  });

  test('are not looked for in a program that is not there, where nft shows none', () => {
    const outputs = {
      [command]: answer({ nftables: [] }),
      'iptables-save': { stdout: '', stderr: '', exit: 127 },
    };
    expect(readHost('worker', outputs).gaps.filter(({ of }) => of === 'iptables')).toEqual([]);
  });
});
