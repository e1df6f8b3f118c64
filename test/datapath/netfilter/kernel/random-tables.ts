/** Random tables of iptables for the router between client and server. */
import fc from 'fast-check';
import type {
  Action,
  Chain,
  ChainHook,
  Condition,
  NamedSet,
  Netfilter,
  Rule,
} from '../../../../lib/datapath';
import {
  dnat,
  from,
  goTo,
  jump,
  link,
  mark,
  marked,
  netfilter,
  not,
  over,
  ports,
  ranges,
  rule,
  snat,
  state,
  to,
} from '../words';

const places: NamedSet = {
  table: 'ipset',
  name: 'places',
  elements: [[{ ranges: ranges('10.1.0.2/31') }], [{ ranges: ranges('10.2.0.3/32') }]],
};

/** Commands that make the set. */
export const setCommands = [
  ['ipset', 'create', 'places', 'hash:net'],
  ...places.elements.map(([value]) => [
    'ipset',
    'add',
    'places',
    'ranges' in value! ? `${value.ranges[0]}` : '',
  ]),
];

const conditions: readonly Condition[] = [
  ...['10.1.0.0/24', '10.1.0.2/32', '10.2.0.2/31', '10.2.0.0/24'].flatMap((text) => [from(text), to(text)]),
  ports('destination', [80, 80]),
  ports('destination', [80, 443]),
  ports('destination', [80, 80], [8000, 9000]),
  ports('source', [12_000, 20_000]),
  marked(1, 1),
  marked(2, 0xf),
  state('new'),
  state('established', 'related'),
  state('invalid', 'untracked'),
  state('dnat'),
  state('new', 'snat'),
  { on: 'address-type', of: 'destination', types: ['local'] },
  { on: 'address-type', of: 'source', types: ['local'] },
];
const ofLink: Condition = { on: 'address-type', of: 'destination', types: ['local'], link: 'in' };
const ofSets: readonly Condition[] = [
  { on: 'set', set: 'places', fields: ['source'] },
  { on: 'set', set: 'places', fields: ['destination'] },
];
const ofLinks: Readonly<Partial<Record<ChainHook['name'], readonly Condition[]>>> = {
  prerouting: [link('in', 'near'), link('in', 'fa*'), ofLink, { on: 'reverse-path' }],
  input: [link('in', 'near'), ofLink],
  forward: [link('in', 'near'), link('out', 'far'), ofLink],
  output: [link('out', 'far')],
  postrouting: [link('out', 'fa*')],
};

/** The chains that tables have, each with its hook, its type and priority, and what its rules may do beside the usual. */
const tables = {
  raw: [
    ['prerouting', 'filter', -300],
    ['output', 'filter', -300],
  ],
  mangle: [
    ['prerouting', 'filter', -150],
    ['forward', 'filter', -150],
    ['output', 'route', -150],
    ['postrouting', 'filter', -150],
  ],
  nat: [
    ['prerouting', 'nat', -100],
    ['input', 'nat', 100],
    ['output', 'nat', -100],
    ['postrouting', 'nat', 100],
  ],
  filter: [
    ['input', 'filter', 0],
    ['forward', 'filter', 0],
    ['output', 'filter', 0],
  ],
} as const satisfies Record<string, readonly (readonly [ChainHook['name'], ChainHook['type'], number])[]>;
type Table = keyof typeof tables;

const usual: readonly Action[] = [{ do: 'accept' }, { do: 'return' }, { do: 'continue' }];
const special: Readonly<Record<Table, readonly Action[]>> = {
  raw: [{ do: 'notrack' }, { do: 'drop' }],
  mangle: [mark(1), mark(2), { do: 'mark', clear: 1, flip: 3 }, { do: 'drop' }],
  nat: [],
  filter: [{ do: 'drop' }, { do: 'drop' }, { do: 'reject', with: 'icmp-port-unreachable' }],
};
const translations: Readonly<Partial<Record<ChainHook['name'], readonly Action[]>>> = {
  prerouting: [dnat('10.2.0.3'), dnat('10.2.0.2', 8080), { do: 'redirect', port: 443 }],
  input: [snat('10.1.0.1')],
  output: [dnat('10.2.0.3'), dnat('10.2.0.2', 8080)],
  postrouting: [{ do: 'masquerade' }, snat('10.2.0.1')],
};

const needsPorts = ({ on }: Condition) => on === 'port';
const movesPort = (action: Action) =>
  (action.do === 'dnat' && action.to[0]?.port !== undefined) ||
  (action.do === 'redirect' && action.port !== undefined);

/** Rules of a chain. What they ask of ports is asked of one protocol only, as iptables wants it. */
function rules(asked: readonly Condition[], actions: readonly Action[], most: number): fc.Arbitrary<Rule[]> {
  const one = fc
    .tuple(fc.constantFrom(...asked), fc.boolean())
    .map(([condition, negated]) => (negated ? not(condition) : condition));
  return fc.array(
    fc
      .tuple(
        fc.constantFrom('tcp', 'udp', 'any'),
        fc.uniqueArray(one, { maxLength: 2, selector: ({ on }) => on }),
        fc.constantFrom(...actions),
      )
      .map(([protocol, words, does]) => {
        const needed = words.some(needsPorts) || movesPort(does) ? 'udp' : 'any';
        const over1 = protocol === 'any' ? needed : protocol;
        return rule(...(over1 === 'any' ? [] : [over(over1)]), ...words, does);
      }),
    { maxLength: most },
  );
}

const inTable = (table: Table, chain: Omit<Chain, 'families' | 'table'>): Chain => ({
  ...{ ...chain, families: ['ipv4'], table: `iptables:${table}` },
});

/** @param sets whether there is ipset */
function chainsOf(table: Table, sets: boolean): fc.Arbitrary<Chain[]> {
  const plain = [...conditions, ...(sets ? ofSets : [])];
  const jumps = [jump('branch'), goTo('branch'), jump('leaf')];
  const based = tables[table].map(([name, type, priority]) =>
    fc
      .tuple(
        rules(
          [...plain, ...(ofLinks[name] ?? []).filter(({ on }) => table !== 'nat' || on !== 'reverse-path')],
          [...usual, ...special[table], ...jumps, ...(table === 'nat' ? translations[name]! : [])],
          table === 'nat' ? 2 : 4,
        ),
        fc.constantFrom('accept', 'accept', table === 'filter' ? 'drop' : 'accept'),
      )
      .map(([list, policy]) =>
        inTable(table, {
          name: name.toUpperCase(),
          hook: { name, type, priority, policy: policy as 'accept' | 'drop' },
          rules: list,
        }),
      ),
  );
  const called = [...usual, ...special[table]];
  return fc
    .tuple(
      rules(plain, called, 2).map((list) => inTable(table, { name: 'leaf', rules: list })),
      rules(plain, [...called, jump('leaf'), goTo('leaf')], 3).map((list) =>
        inTable(table, { name: 'branch', rules: list }),
      ),
      ...based,
    )
    .map((chains) => chains);
}

/** All tables of iptables. @param sets whether there is ipset */
export const randomTables = (sets: boolean): fc.Arbitrary<Netfilter> =>
  fc
    .tuple(...(Object.keys(tables) as Table[]).map((table) => chainsOf(table, sets)))
    .map((chains) => netfilter(chains.flat(), sets ? [places] : []));
