import type { CheckResult, Verdict } from '../../lib/check';
import { summarise } from '../../lib/results/summary';

const check = (id: string, verdict: Verdict, more: Partial<CheckResult> = {}) =>
  ({ id, verdict, from: 'a', to: 'b', family: 'ipv4', required: {}, predicted: {}, ...more }) as CheckResult;
const coverage = { pairs: { tried: 1, total: 2 } };

describe('the summary', () => {
  test('counts verdicts in all, by requirement and by kind', () => {
    const summary = summarise(
      [
        check('pod-to-pod/same-node', 'pass', { requirement: 1 }),
        check('pod-to-pod/cross-node', 'fail', { requirement: 1, mispredicted: true }),
        check('mtu/path', 'skip'),
        check('address/unique', 'pass', { requirement: 0 }),
      ],
      coverage,
    );
    expect(summary).toEqual({
      total: 4,
      pass: 2,
      fail: 1,
      skip: 1,
      mispredicted: 1,
      coverage,
      byRequirement: {
        0: { total: 1, pass: 1, fail: 0, skip: 0 },
        1: { total: 2, pass: 1, fail: 1, skip: 0 },
      },
      byKind: {
        'pod-to-pod': { total: 2, pass: 1, fail: 1, skip: 0 },
        'mtu/path': { total: 1, pass: 0, fail: 0, skip: 1 },
        'address/unique': { total: 1, pass: 1, fail: 0, skip: 0 },
      },
    });
  });

  test('of nothing is all zeros', () => {
    expect(summarise([], coverage)).toMatchObject({ total: 0, pass: 0, fail: 0, skip: 0, byKind: {} });
  });
});
