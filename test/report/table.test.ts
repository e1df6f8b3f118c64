import { stripVTControlCharacters } from 'node:util';
import { table, wrapped } from '../../lib/report';

const head = ['NAME', 'WHAT IT IS', 'COUNT'];
const rows = [
  ['route-missing', 'a node has no route to another node', '24'],
  ['node-dead', 'a node does not answer', '7'],
];

describe('a table', () => {
  test('takes the room that it needs where nobody says how much there is', () => {
    expect(table(head, rows)).toMatchInlineSnapshot(`
      "  NAME           WHAT IT IS                           COUNT
        route-missing  a node has no route to another node  24
        node-dead      a node does not answer               7"
    `);
  });

  test('leaves columns out that may go, and names them', () => {
    expect(table(head, rows, { width: 56, dispensable: ['COUNT'] })).toMatchInlineSnapshot(`
      "  NAME           WHAT IT IS
        route-missing  a node has no route to another node
        node-dead      a node does not answer
        (no room for COUNT)"
    `);
  });

  test('breaks cells between words', () => {
    expect(table(head, rows, { width: 40 })).toMatchInlineSnapshot(`
      "  NAME           WHAT IT IS        COUNT
        route-missing  a node has no     24
                       route to another
                       node
        node-dead      a node does not   7
                       answer"
    `);
  });

  test('leaves the last columns out before it cuts words', () => {
    expect(table(head, rows, { width: 26 })).toMatchInlineSnapshot(`
      "  NAME           WHAT IT
                       IS
        route-missing  a node
                       has no
                       route to
                       another
                       node
        node-dead      a node
                       does not
                       answer
        (no room for COUNT)"
    `);
  });

  const coloured = rows.map((row) => row.map((cell) => `\u001b[31m${cell}\u001b[39m`));

  test.each([30, 45, 60])('is never wider than %i characters, colours not counted', (width) => {
    const lines = stripVTControlCharacters(table(head, coloured, { width })).split('\n');
    const cells = lines.filter((line) => !line.includes('no room'));
    expect(Math.max(...cells.map((line) => line.length))).toBeLessThanOrEqual(width);
  });

  test.each([0, 1, 10, 20])('is wider than %i characters rather than that it cuts a word', (width) => {
    const text = stripVTControlCharacters(table(head, coloured, { width }));
    expect(text.match(/route-missing|node-dead|another|answer/g)).toHaveLength(4);
    expect(text).not.toContain('…');
  });
});

describe('a line that is too long', () => {
  test('goes on two characters further in, with its spaces', () => {
    expect(wrapped('  Pods         10.244.0.0/16, 3 of 256', 30)).toBe(
      '  Pods         10.244.0.0/16,\n    3 of 256',
    );
  });

  test('stays as it is where nobody says how wide a line may be', () => {
    const line = 'word '.repeat(100);
    expect(wrapped(line)).toBe(line);
  });

  test('keeps a word that is longer than the line', () => {
    expect(wrapped(`a ${'x'.repeat(40)} b`, 30)).toBe(`a\n  ${'x'.repeat(40)}\n  b`);
  });
});
