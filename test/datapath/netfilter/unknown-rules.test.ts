import fc from 'fast-check';
import type { Action, Chain, Condition, Rule } from '../../../lib/datapath';
import { Address } from '../../../lib/net';
import { between, fate, sent } from './between';
import {
  accept,
  chain,
  drop,
  from,
  hooked,
  jump,
  mark,
  marked,
  not,
  over,
  port,
  rule,
  state,
  unsure,
} from './words';

const fateOf = (...chains: Chain[]) => fate(sent(between(chains)));
const forward = (...rules: Rule[]) => hooked('filter forward', ...rules);
const random = (share: number): Condition => ({ on: 'random', share });
const strange = (ends: boolean): Action => ({ do: 'unknown', text: 'NFQUEUE', ends });

describe('a rule of which not all is known', () => {
  test('decides nothing where a condition that is known refutes it', () => {
    expect(fateOf(forward(rule(unsure, over('tcp'), drop)))).toBe('passed');
  });

  test('leaves the fate unknown where it matters, and names itself', () => {
    expect(fateOf(forward(rule(unsure, drop, 'perhaps')))).toBe('? perhaps');
  });

  test('does not matter where both ways end alike', () => {
    expect(fateOf(forward(rule(unsure, drop), rule(drop, 'anyway')))).toBe('anyway');
    expect(fateOf(forward(rule(unsure, accept)))).toBe('passed');
    expect(fateOf(forward(rule(unsure, jump('a')), rule(drop, 'anyway')), chain('a', rule(drop)))).toBe(
      'anyway',
    );
  });

  test('does not matter where it decides nothing', () => {
    expect(fateOf(forward(rule(unsure, 'counter')))).toBe('passed');
    expect(fateOf(forward(rule(strange(false))))).toBe('passed');
  });

  test('with an action that nobody knows and that may end its way leaves the fate unknown', () => {
    expect(fateOf(forward(rule(strange(true), 'queue')))).toBe('? queue');
    expect(fateOf(forward(rule(strange(true), 'queue'), rule(drop)))).toBe('? queue');
    expect(fateOf(forward(rule(from('10.9.0.0/16'), strange(true))))).toBe('passed');
  });

  test('that marks makes the bits unknown that it may change', () => {
    const marking = rule(unsure, mark(0x3), 'perhaps');
    expect(fateOf(forward(marking, rule(marked(0x4, 0x4), drop)))).toBe('passed');
    expect(fateOf(forward(marking, rule(marked(0x1, 0x1), drop, 'then')))).toBe('? then');
    expect(fateOf(forward(marking, rule(mark(0x8)), rule(marked(0x1, 0x1), drop)))).toBe('passed');
    const hiding: Action = { do: 'mark', clear: 0, flip: 0, unknown: 0xf0 };
    expect(fateOf(forward(rule(hiding), rule(marked(0x10, 0x10), drop, 'then')))).toBe('? then');
  });

  test('in its entries leaves the fate unknown only where the entry may hold', () => {
    const element = (protocol: string) => [{ text: protocol }, { text: '?' }];
    const map = (protocol: string) =>
      rule(
        { do: 'map', fields: ['protocol', 'other'], entries: [{ element: element(protocol), action: drop }] },
        'map',
      );
    expect(fateOf(forward(map('udp')))).toBe('? map');
    expect(fateOf(forward(map('tcp')))).toBe('passed');
  });

  test('of which there are too many to follow leaves the fate unknown', () => {
    const many = (count: number) =>
      fateOf(
        forward(...Array.from({ length: count }, (_, i) => rule(unsure, jump('a'), `jump ${i}`))),
        chain('a', rule(unsure, accept)),
      );
    expect(many(2)).toBe('passed');
    expect(many(20)).toMatch(/^\? /);
  });
});

describe('a rule that holds at random', () => {
  const chances = (...rules: Rule[]) => {
    const walk = sent(between([forward(...rules)]));
    return [fate(walk), ...walk.chances.map(({ rule: { rule: by }, share }) => `${by.text} ${share}`)];
  };

  test('and drops lets the packet pass, and is noted with its share', () => {
    expect(chances(rule(random(0.3), drop, 'loss'))).toEqual(['passed', 'loss 0.3']);
    expect(chances(rule(random(0.25), accept, 'luck'), rule(drop))).toEqual(['passed', 'luck 0.75']);
  });

  test('is not noted where chance makes no difference', () => {
    expect(chances(rule(random(0.5), accept))).toEqual(['passed']);
    expect(chances(rule(random(0.3), drop, 'loss'), rule(drop, 'all'))).toEqual(['all']);
  });

  test('and chooses another destination leaves open which', () => {
    const to = ['10.2.0.2', '10.2.0.3'].map((text) => ({ address: Address.parse(text) }));
    const choosing: Action = { do: 'dnat', to };
    const chains = [hooked('nat prerouting', rule(choosing, 'either'))];
    expect(fate(sent(between(chains), { to: '10.96.0.1' }))).toBe('? either');
  });
});

describe('what is said of rules of which not all is known', () => {
  const conditions: readonly Condition[] = [
    unsure,
    over('udp'),
    over('tcp'),
    port(80),
    state('new'),
    marked(1, 1),
    not(unsure),
  ];
  const actions: readonly Action[] = [
    accept,
    drop,
    jump('a'),
    jump('b'),
    mark(1),
    { do: 'return' },
    { do: 'continue' },
  ];
  const rules = fc.array(
    fc
      .tuple(fc.subarray([...conditions], { maxLength: 2 }), fc.constantFrom(...actions))
      .map(([words, action]) => rule(...words, action)),
    { maxLength: 4 },
  );
  const rulesets = fc.tuple(rules, rules, rules, fc.constantFrom('accept', 'drop'));

  /** All rulesets that it may really be: each unknown condition holds, or does not. */
  function possible(all: Rule[][]): Rule[][][] {
    const places = all.flatMap((list, i) =>
      list.flatMap(({ conditions: asked }, j) =>
        asked.flatMap(({ on }, k) => (on === 'unknown' ? [[i, j, k]] : [])),
      ),
    );
    return Array.from({ length: 2 ** places.length }, (_, bits) =>
      all.map((list, i) =>
        list.map((one, j) => ({
          ...one,
          conditions: one.conditions.map((condition, k): Condition => {
            const place = places.findIndex(([a, b, c]) => a === i && b === j && c === k);
            return place < 0 ? condition : (bits >> place) & 1 ? over('udp') : over('tcp');
          }),
        })),
      ),
    );
  }

  const verdict = ([base, a, b]: Rule[][], policy: string) => {
    const chains = [hooked(`filter forward 0 ${policy}`, ...base!), chain('a', ...a!), chain('b', ...b!)];
    const { delivered, unknown } = sent(between(chains));
    return unknown ? 'unknown' : delivered ? 'passed' : 'dropped';
  };

  test('is true whatever they really are', () => {
    let known = 0;
    fc.assert(
      fc.property(rulesets, ([base, a, b, policy]) => {
        const all = [base, a, b].map((list) => [...list]);
        const said = verdict(all, policy);
        const worlds = possible(all);
        fc.pre(worlds.length <= 64);
        const real = new Set(worlds.map((world) => verdict(world, policy)));
        if (said !== 'unknown') {
          known += 1;
          expect([...real]).toEqual([said]);
        }
      }),
      { numRuns: 300, seed: 12 },
    );
    expect(known).toBeGreaterThan(100);
  });
});
