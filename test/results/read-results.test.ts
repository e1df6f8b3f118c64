import { type checkJson, type natJson, ResultsError, readResults } from '../../lib/results';
import { parsedByLine } from '../../lib/results/results-text';
import { changed, golden, goldenNames, goldenText } from '../report/golden';
import { written } from '../report/written';

/** Of checks that were not tried it had the reason twice. */
function withoutSkip({ checks, ...file }: { readonly checks: readonly Record<string, unknown>[] }): unknown {
  return {
    ...file,
    checks: checks.map(({ skip, ...check }) => {
      expect([undefined, check.reason]).toContain(skip);
      return check;
    }),
  };
}

interface ResultsFile {
  readonly checks: readonly ReturnType<typeof checkJson>[];
  readonly nat: readonly ReturnType<typeof natJson>[];
}

/** A file as an older version would have written it: with words alone. */
function withoutCodes({ checks, nat, ...file }: ResultsFile): unknown {
  return {
    ...file,
    nat: nat.map(({ owners: _, ...row }) => row),
    checks: checks.map(({ why: _why, predicted, observed, ...check }) => {
      const { why: _predicted, ...foreseen } = predicted;
      const { failure: _failure, ...seen } = observed ?? {};
      return { ...check, predicted: foreseen, ...(observed && { observed: seen }) };
    }),
  };
}

const refusal = (text: string): string => {
  try {
    readResults(text);
  } catch (error) {
    if (error instanceof ResultsError) return error.message;
    throw error;
  }
  throw new Error('it was taken');
};

describe('a results file', () => {
  test.each(goldenNames)('loses nothing when it is read: %s', (name) => {
    expect(withoutCodes(JSON.parse(written(readResults(goldenText(name)))))).toEqual(
      withoutSkip(JSON.parse(goldenText(name))),
    );
  });

  test.each(goldenNames)('without codes has its words as reasons of code unknown: %s', (name) => {
    const { checks, nat, diagnoses } = golden(name);
    const old = JSON.parse(goldenText(name));
    for (const [i, { why, predicted, observed }] of checks.entries()) {
      const { reason, predicted: foreseen, observed: seen } = old.checks[i];
      expect([why, predicted.why, observed?.failure]).toEqual(
        [reason, foreseen.reason, seen?.error].map((text) => text && { code: 'unknown', text }),
      );
    }
    expect(nat.map(({ flow }) => flow)).toEqual(
      old.nat.map(({ flow }: { flow: string }) => ({ unknown: flow })),
    );
    expect(diagnoses).toEqual(old.diagnoses);
  });

  test('of a later schema is refused with the version that would be needed', () => {
    const text = changed('healthy', 'schema', 'cni-testbed/results/v2');
    expect(refusal(text)).toContain(
      '"cni-testbed/results/v2" and this version reads "cni-testbed/results/v1"',
    );
  });

  test.each([
    ['no schema', '{}', 'its field schema is missing'],
    ['another schema', '{"schema":"cni-testbed/faults/v1"}', 'it is no results file'],
    ['a list', '[]', 'its field schema is missing'],
    ['null', 'null', 'its field schema is missing'],
    ['no JSON', '{"schema":', 'it is not JSON'],
    ['nothing', '', 'it is not JSON'],
  ])('that is %s is refused', (_, text, words) => {
    expect(refusal(text)).toContain(words);
  });

  test.each<[string, unknown]>([
    ['plan', undefined],
    ['plan.nodes.0.address', undefined],
    ['checks.3.verdict', 'perhaps'],
    ['summary.pass', '225'],
    ['diagnoses', undefined],
    ['plan.capacity.nodeAddresses', {}],
  ])('without a proper %s is refused by that name', (field, value) => {
    expect(refusal(changed('healthy', field, value))).toContain(field);
  });

  test('with very many problems names a few and counts the rest', () => {
    const message = refusal(
      changed(
        'healthy',
        'checks',
        Array.from({ length: 5000 }, () => ({})),
      ),
    );
    expect(message.length).toBeLessThan(2000);
    expect(message).toMatch(/and \d+ more problems$/);
  });
});

describe('a results file that is larger than a string can be', () => {
  const whole = written(golden('healthy'));

  test.each([
    ['all of its checks', golden('healthy')],
    ['one check', { ...golden('healthy'), checks: golden('healthy').checks.slice(0, 1) }],
  ])('is read a check a line: %s', (_, results) => {
    const text = written(results);
    expect(parsedByLine(Buffer.from(text))).toEqual(JSON.parse(text));
  });

  test.each([
    ['on one line', JSON.stringify(golden('healthy'))],
    ['cut off', whole.slice(0, -20)],
    ['of something else', '{}\n'],
  ])('is refused where it is %s', (_, text) => {
    expect(() => parsedByLine(Buffer.from(text))).toThrow(ResultsError);
  });
});
