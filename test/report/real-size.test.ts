/** Reports of runs as large as real clusters': a list of that length does not fit into the arguments of one call. */
import { type Results, readResults } from '../../lib/check';
import { compareRuns } from '../../lib/compare';
import {
  jsonReport,
  junitReport,
  markdownReport,
  runComparisonMarkdown,
  runComparisonText,
  terminalReport,
} from '../../lib/report';
import { htmlReport } from './built-report';
import { measuredRun, type Size } from './real-size';
import { plain } from './runs';

jest.setTimeout(600_000);

/** Characters of a page that a browser opens without trouble. */
const largestPage = 4_000_000;

describe.each<[string, Size, number]>([
  ['100 nodes, all pairs', { nodes: 100 }, 269_800],
  ['100 nodes without a route, all pairs', { nodes: 100, fault: 'route-missing' }, 269_800],
  ['200 nodes, sampled', { nodes: 200, sample: 20_000 }, 61_400],
  ['500 nodes, sampled', { nodes: 500, podsPerNode: 1, sample: 20_000 }, 62_000],
])('a run of %s', (_, size, checks) => {
  let results: Results;
  beforeAll(() => {
    results = measuredRun(size);
  });
  const failed = () => results.summary.fail;

  test('has the size of a real one', () => {
    expect(results.checks).toHaveLength(checks);
    expect(failed() > 0).toBe(size.fault !== undefined);
  });

  test('becomes a page with a plot of its times and sizes', () => {
    const page = htmlReport(results);
    expect(page).toContain('Round-trip times. node → node');
    expect(page.length).toBeLessThan(largestPage);
  });

  test('is told in a terminal and in Markdown', () => {
    const verdict = failed() > 0 ? 'FAIL' : 'PASS';
    expect(terminalReport(results, plain)).toContain(`${verdict} ${checks.toLocaleString('en-US')} checks`);
    expect(markdownReport(results)).toMatch(new RegExp(`^## . ${verdict}`, 'u'));
  });

  test('is a JUnit suite with a case a check', () => {
    expect(junitReport(results).match(/<testcase /g)).toHaveLength(checks);
  });

  test('is read again as it was written', () => {
    const again = readResults([...jsonReport(results)].join(''));
    expect([again.checks.length, again.summary]).toEqual([checks, results.summary]);
  });

  test('is held against itself', () => {
    const comparison = compareRuns([
      { file: 'a.json', results },
      { file: 'b.json', results },
    ]);
    expect(comparison.differences).toEqual([]);
    expect(comparison.runs[0]!.pathMtu).toEqual({ ipv4: 1450 });
    expect(runComparisonText(comparison, plain)).toContain('2 runs side by side');
    expect(runComparisonMarkdown(comparison)).toContain('### 2 runs side by side');
  });
});
