import { predictedText, reasonText } from '../../lib/check';
import { parseSpec } from '../../lib/plan';
import { comparisonJson } from '../../lib/report';
import {
  type Comparison,
  comparisonSchema,
  flowText,
  type Results,
  readResults,
  readRuns,
} from '../../lib/results';

import { conflict, predictedResults, testbedOf } from '../testbeds';
import { asText, written } from './written';

describe('the results file', () => {
  const results = predictedResults(testbedOf({ ipFamily: 'dual' }));

  test('is JSON that says what the results say', () => {
    expect(asText(readResults(written(results)))).toEqual(asText(results));
  });

  test('has words beside its codes', () => {
    const broken = predictedResults(testbedOf(conflict));
    const { checks, nat } = JSON.parse(written(broken));
    for (const [i, { why, predicted }] of broken.checks.entries()) {
      const { reason, predicted: foreseen } = checks[i];
      expect([reason, foreseen.reason]).toEqual([
        why && reasonText(why),
        predicted.why && predictedText(predicted.why),
      ]);
    }
    expect(checks.some(({ reason }: { reason?: string }) => reason)).toBe(true);
    expect(nat.map(({ flow, id }: Record<string, string>) => [flow, id])).toEqual(
      broken.nat.map(({ flow }) => [flowText(flow), flow]),
    );
  });

  test('has a check a line', () => {
    const lines = written(results).split('\n');
    expect(lines.filter((line) => line.startsWith('    {"id":'))).toHaveLength(results.checks.length);
  });

  test.each([
    ['no checks', []],
    ['one check', results.checks.slice(0, 1)],
    ['more checks than one piece holds', Array(20).fill(results.checks).flat()],
  ])('is JSON with %s', (_, checks) => {
    expect(JSON.parse(written({ ...results, checks })).checks).toHaveLength(checks.length);
  });

  test('holds the spec, from which the same testbed can be made again', () => {
    const { testbed } = JSON.parse(written(results));
    expect(parseSpec(testbed.spec)).toEqual(parseSpec({ ipFamily: 'dual' }));
  });

  test('holds no number that JSON cannot write', () => {
    expect(written(results)).not.toMatch(/"(bytes|mtu|total)":null/);
  });
});

test.each([0, 1, 2])('the file of several runs says what they say: of %i', (count) => {
  const run = predictedResults(testbedOf({ workers: 1 }));
  const runs: Results[] = Array(count).fill(run);
  const comparison: Comparison = { schema: comparisonSchema, startedAt: run.startedAt, rows: [], runs };
  const text = [...comparisonJson(comparison)].join('');
  expect(asText({ ...comparison, runs: readRuns(text) })).toEqual(asText(comparison));
  expect(JSON.parse(text)).toMatchObject({ schema: comparisonSchema, startedAt: run.startedAt, rows: [] });
});
