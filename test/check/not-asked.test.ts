import { judge, type Observed, reasonText } from '../../lib/check';
import { report } from '../../lib/cli/io/report-results';
import { printing } from '../../lib/cli/io/streams';
import { markdownReport, terminalReport } from '../../lib/report';
import { runVerdict } from '../../lib/results';
import { summarise } from '../../lib/results/summary';
import { htmlReport } from '../report/built-report';
import { plain, run } from '../report/runs';
import { reach, size } from './checks';

const words = reasonText({ code: 'not-asked', lack: { code: 'EMFILE' } });
const lacking: Observed = { reachable: false, notAsked: { code: 'EMFILE' } };

/** A run in which the machine could not ask some checks. */
function withUnasked(count: number) {
  const whole = run();
  const checks = whole.checks.map((check, i) => (i < count ? judge(check, lacking) : check));
  return { ...whole, checks, summary: summarise(checks, whole.summary.coverage) };
}

function printed() {
  let [out, err] = ['', ''];
  const stream = (take: (text: string) => void) => ({ write: (text: string) => take(text) }) as never;
  const streams = printing({
    stdout: stream((text) => {
      out += text;
    }),
    stderr: stream((text) => {
      err += text;
    }),
  });
  return { streams, read: () => ({ out, err }) };
}

describe('a check that the machine could not ask', () => {
  test.each([reach, size])('is a skip with its reason and no failure', (check) => {
    const result = judge(check, lacking);
    expect(result).toMatchObject({
      verdict: 'skip',
      why: { code: 'not-asked', lack: { code: 'EMFILE' } },
      notAsked: true,
    });
    expect(result.mispredicted).toBeUndefined();
    expect(result.observed).toBeUndefined();
  });

  test('is skipped for its own reason where it would not have been asked anyway', () =>
    expect(judge({ ...reach, skip: { code: 'no-plan' } }, lacking)).not.toHaveProperty('notAsked'));

  test('makes a run incomplete, which is no pass; a failure counts more', () => {
    expect(withUnasked(3).summary.notAsked).toBe(3);
    expect(runVerdict({ pass: 10, fail: 0, notAsked: 1 })).toBe('incomplete');
    expect(runVerdict({ pass: 10, fail: 1, notAsked: 1 })).toBe('fail');
    expect(runVerdict({ pass: 0, fail: 0 })).toBe('incomplete');
    expect(runVerdict({ pass: 1, fail: 0 })).toBe('pass');
    expect(run().summary).not.toHaveProperty('notAsked');
  });

  test('is counted, and the run called incomplete, in every report', () => {
    const incomplete = withUnasked(3);
    for (const text of [
      terminalReport(incomplete, plain),
      markdownReport(incomplete),
      htmlReport(incomplete),
    ]) {
      expect(text).toContain('INCOMPLETE');
      expect(text).not.toContain('PASS');
      expect(text).toContain(words);
    }
  });

  test('ends a command with exit code 4 and the reason, also where it is quiet', async () => {
    const { streams, read } = printed();
    expect(await report(withUnasked(3), { quiet: true }, streams)).toBe(4);
    expect(read()).toEqual({
      out: '',
      err: `error: this machine could not ask 3 checks: ${words.replace('not asked: ', '')}\n`,
    });
  });
});
