import type { Chain, Rule } from '../../../lib/datapath';
import { between, fate, sent } from './between';
import {
  accept,
  back,
  chain,
  drop,
  from,
  goTo,
  hooked,
  jump,
  mark,
  marked,
  netfilter,
  ranges,
  rule,
} from './words';

const fateOf = (...chains: Chain[]) => fate(sent(between(chains)));

describe('base chains', () => {
  test('that accept end themselves only, those that drop end all', () => {
    const later = hooked('filter forward 10', rule(drop, 'later'));
    expect(fateOf(hooked('filter forward 0', rule(accept)), later)).toBe('later');
    expect(fateOf(hooked('filter forward 0', rule(drop, 'first')), later)).toBe('first');
  });

  test('are asked in order of priority, those of one priority as they are listed', () => {
    const chains = [
      hooked('filter forward 5', rule(drop, 'b')),
      hooked('filter forward -5', rule(drop, 'a')),
      hooked('filter forward 5', rule(drop, 'c')),
    ];
    expect(fateOf(...chains)).toBe('a');
    expect(fateOf(chains[0]!, chains[2]!)).toBe('b');
  });

  test('whose rules decide nothing have their policy, and so has a return', () => {
    const text = 'chain inet test filter_forward_0: policy drop';
    expect(fateOf(hooked('filter forward 0 drop'))).toBe(text);
    expect(fateOf(hooked('filter forward 0 drop', rule(back), rule(accept)))).toBe(text);
    expect(fateOf(hooked('filter forward 0', rule(back), rule(drop)))).toBe('passed');
  });

  test('of iptables have their policy named as iptables does', () => {
    const base = { ...hooked('filter forward 0 drop'), table: 'iptables:filter', name: 'FORWARD' };
    expect(fateOf(base)).toBe('-P FORWARD DROP');
  });

  test('see packets of their families alone', () => {
    const ofOther = { ...hooked('filter forward', rule(drop, 'no IPv6')), families: ['ipv6'] as const };
    expect(fateOf(ofOther)).toBe('passed');
    expect(fate(sent(between([ofOther]), { to: 'fd00:2::2' }))).toBe('no IPv6');
  });

  test('are asked at their hook: forward for what is passed on, input and output for the host itself', () => {
    const all = ['prerouting', 'input', 'forward', 'output', 'postrouting'];
    const asked = (packet: Parameters<typeof sent>[1]) =>
      all.filter(
        (hook) => fate(sent(between([hooked(`filter ${hook}`, rule(drop, hook))]), packet)) === hook,
      );
    expect(asked({})).toEqual(['prerouting', 'forward', 'postrouting']);
    expect(asked({ to: '10.1.0.1' })).toEqual(['prerouting', 'input']);
    expect(asked({ at: 'router' })).toEqual(['output', 'postrouting']);
    expect(asked({ at: 'router', to: '10.1.0.1' })).toEqual(['prerouting', 'input', 'output', 'postrouting']);
  });
});

describe('jumps', () => {
  const forward = (...rules: Rule[]) => hooked('filter forward 0 drop', ...rules);

  test('come back behind the rule, at the end of the chain or by a return', () => {
    expect(fateOf(forward(rule(jump('a')), rule(accept)), chain('a', rule(back), rule(drop, 'no')))).toBe(
      'passed',
    );
    expect(fateOf(forward(rule(jump('a')), rule(drop, 'here')), chain('a'))).toBe('here');
    expect(fateOf(forward(rule(jump('a'))), chain('a', rule(drop, 'there')))).toBe('there');
  });

  test('without coming back go on where the chain that they leave was called', () => {
    const called = chain('b', rule(from('10.1.0.0/16'), goTo('c')), rule(drop, 'b'));
    expect(fateOf(forward(rule(jump('b')), rule(drop, 'base')), called, chain('c'))).toBe('base');
    expect(fateOf(hooked('filter forward', rule(goTo('c')), rule(drop, 'base')), chain('c'))).toBe('passed');
  });

  test('to a chain that is not there leave the fate unknown', () => {
    expect(fateOf(forward(rule(jump('nowhere'), 'lost')))).toBe('? lost');
  });

  test('in a circle end, and say nothing', () => {
    expect(fateOf(forward(rule(jump('a'))), chain('a', rule(jump('a'), 'round')))).toBe('? round');
  });

  test('lead to chains of the same table only', () => {
    const other = { ...chain('a', rule(drop)), table: 'ip other' };
    expect(fateOf(hooked('filter forward', rule(jump('a'), 'lost')), other)).toBe('? lost');
  });
});

describe('a rule', () => {
  test('that drops is named by its comment, where it has one', () => {
    const commented = { ...rule(drop, 'text'), comment: 'no entry' };
    expect(fateOf(hooked('filter forward', commented))).toBe('no entry');
  });

  test('that rejects drops and says what the sender is told', () => {
    const rejecting = rule({ do: 'reject', with: 'icmp port-unreachable' }, 'go away');
    expect(sent(between([hooked('filter forward', rejecting)])).drop).toEqual({
      code: 'filtered',
      host: 'router',
      rule: 'go away',
      reject: 'icmp port-unreachable',
    });
  });

  test('that drops is found in the walk with its chain and hook', () => {
    const walk = sent(between([hooked('filter forward', rule(jump('a'))), chain('a', rule(drop, 'it'))]));
    expect(walk.hops.at(-1)?.decision).toMatchObject({
      step: 'drop',
      rule: { hook: 'forward', chain: { name: 'a' }, rule: { text: 'it' } },
    });
  });

  test('that marks changes what later ones see, on this host alone', () => {
    const rules = [rule(mark(0x10)), rule(marked(0x10, 0xf0), drop, 'marked')];
    expect(fateOf(hooked('filter prerouting', rules[0]!), hooked('filter forward', rules[1]!))).toBe(
      'marked',
    );
    expect(
      fateOf(hooked('filter prerouting', rules[0]!), hooked('filter forward', rule(marked(1), drop))),
    ).toBe('passed');
    const { packet } = sent(between([hooked('filter prerouting', rules[0]!)]));
    expect(packet.mark).toBeUndefined();
  });

  test('that looks the packet up does what the entry says, and goes on where there is none', () => {
    const map = (address: string) =>
      rule(
        {
          do: 'map',
          fields: ['destination', 'destination-port'],
          entries: [{ element: [{ ranges: ranges(address) }, { ports: [80, 90] }], action: drop }],
        },
        'map',
      );
    expect(fateOf(hooked('filter forward', map('10.2.0.0/24')))).toBe('map');
    expect(fateOf(hooked('filter forward', map('10.3.0.0/24')))).toBe('passed');
    expect(fate(sent(between([hooked('filter forward', map('10.2.0.0/24'))]), { port: 91 }))).toBe('passed');
  });
});

test('a host without chains costs nothing and passes all', () => {
  expect(fate(sent(between(netfilter([]))))).toBe('passed');
});
