/** Random rulesets for the router between client and server: everything that nft has words for. */
import fc from 'fast-check';
import type {
  Action,
  Chain,
  Condition,
  MapEntry,
  NamedSet,
  Netfilter,
  Rule,
  SetElement,
} from '../../../../lib/datapath';
import {
  chain,
  dnat,
  from,
  goTo,
  hooked,
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

const network = [
  '10.1.0.0/24',
  '10.1.0.2/32',
  '10.1.0.3/32',
  '10.2.0.0/31',
  '10.2.0.2/32',
  '10.2.0.3/32',
  '10.0.0.0/8',
];
const network6 = ['fd00:1::/64', 'fd00:2::2/128', 'fd00::/16'];
const portRanges = [
  [80, 80],
  [81, 443],
  [8080, 8080],
  [80, 8079],
] as const;
const sourcePorts = [
  [10_000, 14_999],
  [12_000, 20_000],
  [15_000, 30_000],
] as const;

const sets: readonly NamedSet[] = [
  {
    table: 'inet test',
    name: 'places',
    elements: [[{ ranges: ranges('10.1.0.2/31') }], [{ ranges: ranges('10.2.0.3/32') }]],
  },
  {
    table: 'inet test',
    name: 'services',
    elements: [
      [{ ranges: ranges('10.2.0.0/30') }, { ports: [80, 100] }],
      [{ ranges: ranges('10.2.0.3/32') }, { ports: [443, 443] }],
      [{ ranges: ranges('10.1.0.0/24') }, { ports: [8080, 8080] }],
    ],
  },
];

const plain: readonly Condition[] = [
  ...network.flatMap((text) => [from(text), to(text)]),
  ...network6.flatMap((text) => [from(text), to(text)]),
  from('10.1.0.3/32', '10.2.0.0/24'),
  over('tcp'),
  over('udp'),
  ...portRanges.map((range) => ports('destination', range)),
  ...sourcePorts.map((range) => ports('source', range)),
  ports('destination', [80, 80], [8080, 9000]),
  marked(1, 1),
  marked(2, 0xf),
  marked(0),
  state('new'),
  state('established', 'related'),
  state('invalid', 'untracked'),
  state('dnat'),
  state('snat'),
  link('in', 'near'),
  link('in', 'fa*'),
  link('out', 'far'),
  link('out', 'lo'),
  { on: 'address-type', of: 'destination', types: ['local'] },
  { on: 'address-type', of: 'source', types: ['local', 'broadcast'] },
  { on: 'set', set: 'places', fields: ['source'] },
  { on: 'set', set: 'places', fields: ['destination'] },
  { on: 'set', set: 'services', fields: ['destination', 'destination-port'] },
  { on: 'set', set: 'services', fields: ['source', 'destination-port'] },
];

const isPositive = ({ on }: Condition) => on === 'state';
const condition = fc
  .tuple(fc.constantFrom(...plain), fc.boolean())
  .map(([one, negated]) => (negated && !isPositive(one) ? not(one) : one));

const element = fc.constantFrom<SetElement[]>(
  [[{ ranges: ranges('10.1.0.2/32') }], [{ ranges: ranges('10.2.0.0/24') }]],
  [[{ ranges: ranges('10.1.0.0/30') }]],
);
const end = fc.constantFrom<Action>(
  { do: 'accept' },
  { do: 'drop' },
  { do: 'return' },
  jump('leaf'),
  goTo('leaf'),
);
const map = fc.tuple(element, fc.array(end, { minLength: 2, maxLength: 2 })).map(
  ([elements, ends]): Action => ({
    do: 'map',
    fields: ['source'],
    entries: elements.map((one, i): MapEntry => ({ element: one, action: ends[i]! })),
  }),
);

/** Weighted so that most packets meet several rules before one decides. */
const action = (jumps: readonly string[], rejects: boolean) =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: end.filter(({ do: what }) => jumps.length > 0 || (what !== 'jump' && what !== 'goto')),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        mark(1),
        mark(2),
        { do: 'mark', clear: 3, flip: 1 } as const,
        { do: 'continue' } as const,
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Action>(
        ...(rejects ? [{ do: 'reject', with: '' } as const] : []),
        { do: 'continue' },
        ...jumps.map(jump),
        ...jumps.map(goTo),
      ),
    },
    ...(jumps.length > 0 ? [{ weight: 1, arbitrary: map }] : []),
  );

const rules = (jumps: readonly string[], most: number, rejects = false): fc.Arbitrary<Rule[]> =>
  fc.array(
    fc
      .tuple(fc.array(condition, { maxLength: 2 }), action(jumps, rejects))
      .map(([asked, does]) => rule(...asked, does))
      .filter(isOfOneFamily),
    { maxLength: most },
  );

/** nft refuses rules that ask for both. */
function isOfOneFamily({ conditions, action: { do: what } }: Rule): boolean {
  const families = conditions.flatMap((one) =>
    one.on === 'address' ? [one.ranges[0]!.family] : one.on === 'set' ? ['ipv4'] : [],
  );
  return new Set(what === 'map' ? [...families, 'ipv4'] : families).size < 2;
}

const base = (words: string, jumps: readonly string[]): fc.Arbitrary<Chain> =>
  fc
    .tuple(rules(jumps, 4, /forward|input/.test(words)), fc.constantFrom('accept', 'accept', 'drop'))
    .map(([list, policy]) => hooked(`${words} ${policy}`, ...list));

const ofIpv4 = condition.filter((one) => one.on !== 'address' || one.ranges[0]!.family === 'ipv4');

const tcpOrUdp = over('tcp', 'udp');
const translating = {
  prerouting: [dnat('10.2.0.3'), dnat('10.2.0.2', 8080), dnat('10.1.0.1'), { do: 'redirect', port: 443 }],
  output: [dnat('10.2.0.3'), dnat('10.2.0.2', 8080)],
  postrouting: [{ do: 'masquerade' }, snat('10.2.0.1'), snat('10.1.0.1')],
  input: [snat('10.1.0.1'), snat('10.2.0.1')],
} as const satisfies Record<string, readonly Action[]>;

const nat = (hook: keyof typeof translating, priority: number): fc.Arbitrary<Chain> =>
  fc
    .array(
      fc
        .tuple(
          fc.array(ofIpv4, { minLength: 1, maxLength: 2 }),
          fc.constantFrom<Action>(...translating[hook], { do: 'accept' }, { do: 'return' }),
        )
        // What masquerading makes of packets to the host itself depends on the order in which its links were made.
        .map(([asked, does]) => rule(tcpOrUdp, not(link('out', 'lo')), ...asked, does)),
      { maxLength: 3 },
    )
    .map((list) => hooked(`nat ${hook} ${priority}`, ...list));

const waysBack: readonly Condition[] = [
  { on: 'reverse-path' },
  { on: 'reverse-path', not: true },
  { on: 'reverse-path', loose: true },
];

/** Chains that connection tracking does not precede: what rules ask of it there is nothing. */
const untracking = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 3, arbitrary: ofIpv4 }, { weight: 1, arbitrary: fc.constantFrom(...waysBack) }),
      fc.constantFrom<Action>({ do: 'notrack' }, { do: 'accept' }, { do: 'drop' }),
    ),
    { maxLength: 2 },
  )
  .map((list) =>
    hooked('filter prerouting -300', ...list.map(([asked, does]) => rule(asked, from('10.1.0.3/32'), does))),
  );

const optional = (one: fc.Arbitrary<Chain>) => fc.option(one, { nil: undefined, freq: 2 });
const jumps = ['branch', 'leaf'];

/** A ruleset of several chains at all hooks. */
export const randomRules: fc.Arbitrary<Netfilter> = fc
  .tuple(
    rules([], 3).map((list) => chain('leaf', ...list)),
    rules(['leaf'], 4).map((list) => chain('branch', ...list)),
    base('filter forward 0', jumps),
    base('filter input 0', jumps),
    optional(base('filter prerouting -150', jumps)),
    optional(base('filter forward -5', jumps)),
    optional(base('route output -150', jumps)),
    optional(base('filter postrouting 50', jumps)),
    optional(untracking),
    optional(nat('prerouting', -100)),
    optional(nat('prerouting', -90)),
    optional(nat('output', -100)),
    optional(nat('postrouting', 100)),
    optional(nat('input', 100)),
  )
  .map((chains) =>
    netfilter(
      chains.filter((one) => one !== undefined),
      sets,
    ),
  );
