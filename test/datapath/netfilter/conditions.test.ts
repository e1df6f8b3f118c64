import type { Condition, NamedSet, SetField } from '../../../lib/datapath';
import { between, fate, type Sent, sent } from './between';
import {
  drop,
  from,
  hooked,
  link,
  mark,
  marked,
  not,
  over,
  port,
  ranges,
  rule,
  state,
  to,
  unsure,
} from './words';

/** Whether the condition holds for a packet that the router passes on; undefined: that is not known. */
function holds(condition: Condition, packet: Sent = {}, sets: readonly NamedSet[] = []): boolean | undefined {
  const seen = fate(sent(between([hooked('filter forward', rule(condition, drop, 'it'))], {}, sets), packet));
  return seen === '? it' ? undefined : seen === 'it';
}

const sourcePort = (first: number, last = first): Condition => ({
  on: 'port',
  of: 'source',
  ports: [[first, last]],
});
const type = (of: 'source' | 'destination', ...types: string[]): Condition => ({
  on: 'address-type',
  of,
  types,
});

test.each<[string, Condition, Sent, boolean | undefined]>([
  ['a source', from('10.1.0.2/32'), {}, true],
  ['another source', from('10.1.0.3/32'), {}, false],
  ['one of many destinations', to('10.0.0.0/24', '10.2.0.0/24', '10.9.0.0/24'), {}, true],
  ['a range of the other family', to('::/0'), {}, false],
  ['not a destination', not(to('10.2.0.2/32')), {}, false],
  ['not a destination of the other family', not(to('fd00:2::2/128')), {}, false],
  ['a protocol', over('udp', 'sctp'), {}, true],
  ['a protocol by its number', over('17'), {}, true],
  ['another protocol', over('tcp'), {}, false],
  ['a port', port(80), {}, true],
  ['a range of ports', port(79, 81), { protocol: 'tcp' }, true],
  ['another port', port(81), {}, false],
  ['a source port that is known', sourcePort(4000), { sourcePort: 4000 }, true],
  ['a source port that may be', sourcePort(4000), {}, undefined],
  ['a source port that nobody chooses', sourcePort(0, 1023), {}, false],
  ['any source port', sourcePort(1, 65_535), {}, true],
  ['the link that it came in by', link('in', 'near'), {}, true],
  ['the link that it leaves by', link('out', 'near'), {}, false],
  ['a beginning of a name', link('out', 'fa*'), {}, true],
  ['a whole name, which a beginning is not', link('out', 'fa'), {}, false],
  ['a mark, where none is', marked(1), {}, false],
  ['no mark', marked(0, 0xff), {}, true],
  ['a first packet', state('new'), {}, true],
  ['a later packet', state('established', 'related'), {}, false],
  ['an own address', type('source', 'local'), {}, false],
  ["another's address", type('destination', 'unicast'), {}, true],
  ['what nobody knows', unsure, {}, undefined],
  ['what nobody knows, or not', not(unsure), {}, undefined],
])('%s', (_title, condition, packet, expected) => {
  expect(holds(condition, packet)).toBe(expected);
});

describe('sets', () => {
  const set = (elements: NamedSet['elements'], unread?: string): NamedSet => ({
    ...{ table: 'inet test', name: 's', elements },
    ...(unread && { unread }),
  });
  const inSet = (fields: readonly SetField[], elements: NamedSet['elements'], packet: Sent = {}) =>
    holds({ on: 'set', set: 's', fields }, packet, [set(elements)]);
  const one = (text: string) => ({ ranges: ranges(text) });

  test('hold addresses, ranges, and all fields of one element together', () => {
    expect(inSet(['destination'], [[one('10.2.0.2/32')]])).toBe(true);
    expect(inSet(['destination'], [[one('10.2.0.3/32')], [one('10.2.0.0/30')]])).toBe(true);
    expect(inSet(['source'], [[one('10.2.0.2/32')]])).toBe(false);
    const pairs = [
      [one('10.2.0.2/32'), { ports: [1, 79] }],
      [one('10.2.0.3/32'), { ports: [80, 80] }],
    ] as const;
    expect(inSet(['destination', 'destination-port'], pairs)).toBe(false);
    expect(inSet(['destination', 'destination-port'], pairs, { port: 79 })).toBe(true);
    expect(inSet(['destination', 'destination-port'], pairs, { to: '10.2.0.3' })).toBe(true);
  });

  test('hold protocols, links and states by name', () => {
    const element = [{ text: 'udp' }, { text: 'ne*' }, { text: 'far' }, { text: 'new' }];
    expect(inSet(['protocol', 'in', 'out', 'state'], [element])).toBe(true);
    expect(inSet(['protocol', 'in', 'out', 'state'], [element], { protocol: 'tcp' })).toBe(false);
  });

  test('hold what is unknown of one field only where the others fit', () => {
    const element = [{ text: '42' }, one('10.2.0.2/32')];
    expect(inSet(['other', 'destination'], [element])).toBeUndefined();
    expect(inSet(['other', 'destination'], [element], { to: '10.2.0.3' })).toBe(false);
  });

  test('of one family hold, and lack, nothing of the other', () => {
    const condition = { on: 'set', set: 's', fields: ['destination'] } as const;
    expect(holds(not(condition), {}, [set([[one('10.9.0.0/16')]])])).toBe(true);
    expect(holds(not(condition), { to: 'fd00:2::2' }, [set([[one('10.9.0.0/16')]])])).toBe(false);
  });

  test('that were not read, or are not there, hold nobody knows what', () => {
    const condition: Condition = { on: 'set', set: 's', fields: ['source'] };
    expect(holds(condition, {}, [set([], 'not permitted')])).toBeUndefined();
    expect(holds(condition)).toBeUndefined();
  });

  test('of ipset are asked by the chains of iptables', () => {
    const ofIpset = { ...set([[one('10.2.0.2/32')]]), table: 'ipset' };
    expect(holds({ on: 'set', set: 's', fields: ['destination'] }, {}, [ofIpset])).toBe(true);
  });
});

describe('address types', () => {
  /** Types of a destination as a host's input and prerouting chains see them. */
  const typeOf = (address: string, condition: Partial<Condition> = {}) =>
    ['local', 'unicast', 'broadcast', 'multicast', 'unreachable'].filter((name) => {
      const asked = { ...type('destination', name), ...condition } as Condition;
      const chain = hooked('filter prerouting', rule(asked, drop, 'it'));
      return fate(sent(between([chain]), { to: address })) === 'it';
    });

  test.each([
    ['10.1.0.1', 'local'],
    ['10.2.0.1', 'local'],
    ['10.2.0.2', 'unicast'],
    ['10.2.0.255', 'broadcast'],
    ['224.0.0.1', 'multicast'],
    ['fd00:1::1', 'local'],
    ['fd00:2::2', 'unicast'],
    ['fd00:9::9', 'unreachable'],
  ])('%s is %s', (address, name) => {
    expect(typeOf(address)).toEqual([name]);
  });

  test('are local by one link alone where that is asked', () => {
    expect(typeOf('10.1.0.1', { link: 'in' } as Partial<Condition>)).toEqual(['local']);
    expect(typeOf('10.2.0.1', { link: 'in' } as Partial<Condition>)).toEqual(['unicast']);
  });
});

test('the way back is by the link that a packet came in by, or by any where that is enough', () => {
  const asked = (loose: boolean, source: string) => {
    const condition: Condition = { on: 'reverse-path', ...(loose && { loose: true }) };
    const chain = hooked('filter prerouting', rule(not(condition), drop, 'it'));
    return fate(sent(between([chain]), { from: source }));
  };
  expect(asked(false, '10.1.0.2')).toBe('passed');
  expect(asked(false, '10.2.0.9')).toBe('it');
  expect(asked(true, '10.2.0.9')).toBe('passed');
  expect(asked(true, '10.9.0.9')).toBe('it');
});

test('the way back of what a host sends to itself is its own', () => {
  const chain = hooked('filter prerouting', rule(not({ on: 'reverse-path' }), drop, 'it'));
  expect(fate(sent(between([chain]), { at: 'router', to: '10.2.0.1' }))).toBe('passed');
});

test('the way back may depend on the mark', () => {
  const router = {
    routes: ['blackhole 10.1.0.0/16 table 100'],
    rules: [
      {
        priority: 100,
        table: 100,
        family: 'ipv4',
        to: ranges('10.1.0.0/16')[0]!,
        mark: { value: 1, mask: 1 },
      },
    ],
  } as const;
  const asked = (condition: Condition) =>
    fate(
      sent(between([hooked('filter prerouting', rule(mark(1)), rule(not(condition), drop, 'it'))], router)),
    );
  expect(asked({ on: 'reverse-path' })).toBe('passed');
  expect(asked({ on: 'reverse-path', mark: true })).toBe('it');
});
