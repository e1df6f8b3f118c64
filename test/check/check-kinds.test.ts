/** A new kind of checks is one object in the list, and every part of the product knows it. */
import { checkKinds, checkMatrix, judge, judgePrediction } from '../../lib/check';
import { junitReport, markdownReport, terminalReport } from '../../lib/report';
import { htmlReport } from '../../lib/report/html';
import { readResults } from '../../lib/results';
import { plain } from '../report/runs';
import { asText, written } from '../report/written';
import { predictedResults, testbedOf } from '../testbeds';

/** Charts are ES modules, which only the bundler reads. */
jest.mock('../../lib/report/html/plots/plots-section', () => ({ plotsSection: () => undefined }));
jest.mock('../../lib/report/html/measured-page', () => ({}));
jest.mock('../../lib/check/kinds', () => {
  const known: typeof import('../../lib/check/kinds') = jest.requireActual('../../lib/check/kinds');
  const { asksForAnswer, directCheck }: typeof import('../../lib/check/kinds/exchange') = jest.requireActual(
    '../../lib/check/kinds/exchange',
  );
  const id = 'latency/bound';
  const mostMs = 5;
  const latencyBound: (typeof known.checkKinds)[number] = {
    ...asksForAnswer,
    id,
    title: `Pods answer pods within ${mostMs} ms`,
    ofPair: (scene) =>
      scene.from.kind === 'pod' && scene.to.kind === 'pod'
        ? [{ ...directCheck(id, 1, scene, 'tcp'), id, requirement: undefined }]
        : [],
    judge: (check, observed) =>
      (observed.rttMs ?? 0) > mostMs
        ? { verdict: 'fail', why: { code: 'unknown', text: `it answered after ${observed.rttMs} ms` } }
        : asksForAnswer.judge(check, observed),
    facts: { ...asksForAnswer.facts, label: 'Latency', required: () => `≤ ${mostMs} ms` },
  };
  return { checkKinds: [...known.checkKinds, latencyBound] };
});

const [id, title] = ['latency/bound', 'Pods answer pods within 5 ms'];
const wanted = testbedOf({ podsPerNode: 1 });
const checks = checkMatrix(wanted);
const own = checks.filter((check) => check.id === id);
const answer = ({ predicted }: (typeof own)[number], rttMs: number) => {
  const { reachable, source, answeredBy } = predicted;
  return { reachable, source, answeredBy, rttMs };
};

/** One pair answers late, all other checks as predicted. */
const results = predictedResults(wanted, (all) =>
  all.map((check) =>
    check.id === id
      ? judge(check, answer(check, check.from === 'pod:worker-1/0' ? 9 : 1))
      : judgePrediction(check),
  ),
);
const late = 'it answered after 9 ms';

describe('a new kind of checks', () => {
  test('is in the list and in the matrix, for each of its pairs', () => {
    expect(checkKinds.at(-1)).toMatchObject({ id, title });
    expect(own).toHaveLength(3 * 2);
    expect(checks.length).toBeGreaterThan(own.length);
  });

  test('is judged by its own rule, and what it says is its reason', () => {
    const [check] = own;
    expect(judge(check!, answer(check!, 1))).toMatchObject({ verdict: 'pass' });
    expect(judge(check!, answer(check!, 9))).toMatchObject({
      verdict: 'fail',
      why: { code: 'unknown', text: late },
    });
    expect(judge(check!, { reachable: false })).toMatchObject({
      verdict: 'fail',
      why: { code: 'no-answer' },
      mispredicted: true,
    });
  });

  test('is predicted where nothing is measured', () =>
    expect(own.map(judgePrediction).map(({ verdict }) => verdict)).toEqual(Array(6).fill('pass')));

  test('is counted as a kind of its own', () =>
    expect(results.summary.byKind[id]).toEqual({ total: 6, pass: 4, fail: 2, skip: 0 }));

  test('is written and read again', () => {
    const read = readResults(written(results));
    expect(asText(read)).toEqual(asText(results));
    expect(read.checks.filter((check) => check.id === id && check.verdict === 'fail')).toHaveLength(2);
  });

  test('has its row on the terminal and in Markdown', () => {
    expect(terminalReport(results, plain)).toMatch(new RegExp(`${title} +4/6|${title} +4 of 6`));
    expect(markdownReport(results)).toContain(`| ❌ | ${title} | 4 of 6 | 2 | 0 |`);
    expect(markdownReport(results)).toContain(late);
  });

  test('has its words in the cells of the HTML page', () => {
    const page = htmlReport(results);
    for (const words of [title, 'Latency TCP', '≤ 5 ms', late]) expect(page).toContain(words);
  });

  test('has its cases in JUnit', () => {
    const report = junitReport(results);
    expect(report.match(/<testcase classname="latency\/bound"/g)).toHaveLength(6);
    expect(report).toContain(`<testsuite name="${id}" tests="6" failures="2"`);
    expect(report).toContain(late);
  });
});
