import { counted, planTable, styleFor, table } from '../../lib/report';
import { testbedOf } from '../testbeds';
import { plain } from './runs';

describe('words', () => {
  test.each([
    [0, 'pod', '0 pods'],
    [1, 'pod', '1 pod'],
    [2, 'address', '2 addresses'],
    [5000, 'node', '5,000 nodes'],
  ])('%i %s is "%s"', (count, word, text) => {
    expect(counted(count, word)).toBe(text);
  });

  test('a table has no trailing blanks, and its columns stand below one another', () => {
    const lines = table(
      ['A', 'LONG'],
      [
        ['first', 'x'],
        ['b', 'yy'],
      ],
    ).split('\n');
    expect(lines).toEqual(['  A      LONG', '  first  x', '  b      yy']);
  });

  test('a plan in colours has the same words as one without', () => {
    const { plan } = testbedOf();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of colours begin with one
    expect(planTable(plan, styleFor(true)).replace(/\u001b\[\d+m/g, '')).toBe(planTable(plan, plain));
    expect(planTable(plan, styleFor(true))).not.toBe(planTable(plan, plain));
  });
});
