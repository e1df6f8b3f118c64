import fc from 'fast-check';
import type { Rule } from '../../../lib/datapath';
import { between, client, fate, sent, server, spare } from './between';
import { accept, chain, drop, from, hooked, jump, link, mark, marked, not, rule, to } from './words';

const conditions = [client, '10.1.0.3', server, spare].flatMap((text) => [
  ...[from(`${text}/32`), to(`${text}/32`), not(from(`${text}/32`)), to(`${text}/32`, '10.9.0.0/16')],
]);
const links = [
  link('in', 'near'),
  link('in', 'n*'),
  link('out', 'far'),
  not(link('out', 'far')),
  link('in', 'far'),
];
const condition = fc.constantFrom(...conditions, ...links, marked(1, 1), marked(2, 2));
const action = fc.constantFrom(mark(1), mark(2), mark(3), mark(1), mark(2), accept, drop);
const rules = fc.array(fc.tuple(fc.uniqueArray(condition, { maxLength: 3 }), action), {
  minLength: 8,
  maxLength: 40,
});

/** The same rules in chains that are too short to be worth an index. */
function inPieces(list: readonly Rule[]) {
  const pieces = Array.from({ length: Math.ceil(list.length / 3) }, (_, i) =>
    chain(`piece ${i}`, ...list.slice(3 * i, 3 * i + 3)),
  );
  const parts = pieces.map((_, i) => i).filter((i) => i % 3 === 0);
  const groups = parts.map((i) =>
    chain(`group ${i}`, ...pieces.slice(i, i + 3).map(({ name }) => rule(jump(name)))),
  );
  return [hooked('filter forward', ...groups.map(({ name }) => rule(jump(name)))), ...groups, ...pieces];
}

test('a long chain does what its rules do one by one', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(
      rules,
      fc.constantFrom(client, '10.1.0.3'),
      fc.constantFrom(server, spare),
      (drawn, source, target) => {
        const list = drawn.map(([asked, does], i) => rule(...asked, does, `rule ${i}`));
        const packet = { from: source, to: target };
        const whole = fate(sent(between([hooked('filter forward', ...list)]), packet));
        seen.add(whole);
        expect(whole).toBe(fate(sent(between(inPieces(list)), packet)));
      },
    ),
    { numRuns: 300, seed: 12 },
  );
  expect(seen.size).toBeGreaterThan(10);
});
