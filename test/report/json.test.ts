import { parseSpec } from '../../lib/plan';
import { comparisonJson, jsonReport } from '../../lib/report';
import { type Comparison, comparisonSchema, type Results, readRuns } from '../../lib/results';
import { predictedResults, testbedOf } from '../testbeds';

const textOf = (results: Results) => [...jsonReport(results)].join('');
const written = (results: Results): unknown => JSON.parse(textOf(results));

describe('the results file', () => {
  const results = predictedResults(testbedOf({ ipFamily: 'dual' }));

  test('is JSON that says what the results say', () => {
    expect(written(results)).toEqual(JSON.parse(JSON.stringify(results)));
  });

  test('has a check a line', () => {
    const lines = textOf(results).split('\n');
    expect(lines.filter((line) => line.startsWith('    {"id":'))).toHaveLength(results.checks.length);
  });

  test.each([
    ['no checks', []],
    ['one check', results.checks.slice(0, 1)],
    ['more checks than one piece holds', Array(20).fill(results.checks).flat()],
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

test.each([0, 1, 2])('the file of several runs says what they say: of %i', (count) => {
  const run = predictedResults(testbedOf({ workers: 1 }));
  const runs: Results[] = Array(count).fill(run);
  const comparison: Comparison = { schema: comparisonSchema, startedAt: run.startedAt, rows: [], runs };
  const text = [...comparisonJson(comparison)].join('');
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(comparison)));
  expect(readRuns(text)).toHaveLength(count);
});
