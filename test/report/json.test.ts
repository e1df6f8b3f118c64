import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Results } from '../../lib/check';
import { parseSpec } from '../../lib/plan';
import { writeResults } from '../../lib/report';
import { predictedResults, testbedOf } from '../testbeds';

const folder = mkdtempSync(join(tmpdir(), 'testbed-json-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(results: Results): unknown {
  const file = join(folder, 'results.json');
  writeResults(file, results);
  return JSON.parse(readFileSync(file, 'utf8'));
}

describe('the results file', () => {
  const results = predictedResults(testbedOf({ ipFamily: 'dual' }));

  test('is JSON that says what the results say', () => {
    expect(written(results)).toEqual(JSON.parse(JSON.stringify(results)));
  });

  test('has a check a line', () => {
    written(results);
    const lines = readFileSync(join(folder, 'results.json'), 'utf8').split('\n');
    expect(lines.filter((line) => line.startsWith('    {"id":'))).toHaveLength(results.checks.length);
  });

  test.each([
    ['no checks', []],
    ['one check', results.checks.slice(0, 1)],
    ['more checks than are written at once', Array(20).fill(results.checks).flat()],
  ])('is JSON with %s', (_, checks) => {
    expect((written({ ...results, checks }) as Results).checks).toHaveLength(checks.length);
  });

  test('holds the spec, from which the same testbed can be made again', () => {
    const { testbed } = written(results) as { testbed: { spec: never } };
    expect(parseSpec(testbed.spec)).toEqual(parseSpec({ ipFamily: 'dual' }));
  });

  test('holds no number that JSON cannot write', () => {
    expect(JSON.stringify(results)).not.toMatch(/"(bytes|mtu|total)":null/);
  });
});
