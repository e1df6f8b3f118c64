/** Stacks run their Jobs more than once, so that results say which run saw them. */
import { junitReport, markdownReport, terminalReport } from '../../lib/report';
import { type Results, readResults } from '../../lib/results';
import { judgeObservations } from '../../lib/run';
import { flannelObservations } from '../provision/aws/emulator/observed';
import { plain } from '../report/runs';

const judged = (run?: number): Results =>
  judgeObservations(flannelObservations(), {}, { target: 'aws', run });

test('results of a run have its number, and keep it in their file', () => {
  expect(judged(2).run).toBe(2);
  expect(readResults(JSON.stringify(judged(2))).run).toBe(2);
  expect(judged()).not.toHaveProperty('run');
});

test.each([
  ['the terminal', (results: Results) => terminalReport(results, plain)],
  ['Markdown', markdownReport],
  ['JUnit', junitReport],
] as const)('%s names it beside the target', (_, report) => {
  expect(report(judged(2))).toContain('aws, run 2');
  expect(report(judged())).not.toContain('run 2');
});
