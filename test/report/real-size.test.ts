/** Reports of runs as large as real clusters': a list of that length does not fit into the arguments of one call. */

import { compareRuns } from '../../lib/compare';
import {
  jsonReport,
  junitReport,
  markdownReport,
  runComparisonMarkdown,
  runComparisonText,
  terminalReport,
} from '../../lib/report';
import { readResults } from '../../lib/results';
import { htmlReport } from './built-report';
import { measuredRun } from './real-size';
import { plain } from './runs';

/** Characters of a page that a browser opens without trouble. */
const largestPage = 4_000_000;

describe('a run of 100 nodes with all pairs', () => {
  const results = measuredRun({ nodes: 100 });
  const count = 269_800;

  test('has the size of a real one', () => expect(results.checks).toHaveLength(count));

  test('becomes a page with its times and sizes, and a cell for each pair of nodes', () => {
    const page = htmlReport(results);
    expect(page).toMatch(/Round-trip times, medians\. [^"]*pod → pod, other node: TCP 5\.\d\d ms/);
    expect(page).toContain('<td>39,600</td><td>1,450</td>');
    expect(page.match(/<td class="pass"/g)).toHaveLength(100 * 101);
    expect(page.length).toBeLessThan(largestPage);
  });

  test('is reported in a terminal and in Markdown', () => {
    expect(terminalReport(results, plain)).toContain('PASS 269,800 checks: 269800 passed');
    expect(markdownReport(results)).toMatch(/^## ✅ PASS/);
  });

  test('is a JUnit suite with a case a check', () => {
    expect(junitReport(results).match(/<testcase /g)).toHaveLength(count);
  });

  test('is read again as it was written', () => {
    const again = readResults([...jsonReport(results)].join(''));
    expect([again.checks.length, again.summary]).toEqual([count, results.summary]);
  });

  test('is compared with another of its size', () => {
    const comparison = compareRuns([
      { file: 'a.json', results },
      { file: 'b.json', results },
    ]);
    expect([comparison.differences, comparison.runs[1]!.pathMtu]).toEqual([[], { ipv4: 1450 }]);
    expect(runComparisonText(comparison, plain)).toContain('2 runs side by side');
    expect(runComparisonMarkdown(comparison)).toContain('### 2 runs side by side');
  });
});

describe('a run of 100 nodes without a CNI, most of whose checks fail', () => {
  const results = measuredRun({ nodes: 100, cni: 'none' });

  test('becomes a page that a browser can show', () => {
    const page = htmlReport(results);
    expect(page.match(/<td class="fail"/g)).toHaveLength(100 * 99);
    expect(page.length).toBeLessThan(largestPage);
  });

  test('names some of the pods that share an address, and counts the others', () => {
    const [first] = results.diagnoses;
    expect(first!.cause).toMatch(
      /^10\.0\.0\.2 is on pod:\S+, pod:\S+, pod:\S+ and 97 more; 10\.0\.0\.3 is on /,
    );
    expect(first!.cause.length).toBeLessThan(500);
  });

  test('is reported in Markdown and as JUnit', () => {
    expect(markdownReport(results)).toContain('158,600 failed checks');
    expect(junitReport(results).match(/<failure/g)).toHaveLength(158_600);
  });
});

describe('a run of 200 nodes of which pairs were sampled', () => {
  const results = measuredRun({ nodes: 200, sample: 20_000 });
  const page = htmlReport(results);

  test('has a row for every four nodes', () => {
    expect(page).toContain('Each row is a group of nodes');
    expect(page.match(/<th scope="row">worker-\d+ … \d+<\/th>/g)).toHaveLength(49);
    expect(page.match(/<th scope="row">outside/g)).toBeNull();
  });

  test('does not show a part that passes as if all had passed', () => {
    expect(page).toContain('what was tried of it passes');
    expect(page).toContain('its 144 pairs tried');
    expect(page.match(/<td class="pass"/g)).toHaveLength(50); // to the host outside, where all were tried
    const [parts, empty] = [/<td class="pass part"/g, /<td><\/td>/g].map((cell) => page.match(cell)!.length);
    expect(parts! + empty!).toBe(50 * 50 + 1); // and the corner
    expect(parts).toBeGreaterThan(2000);
  });

  test('is of a size that a browser opens without trouble', () => {
    expect(page.length).toBeLessThan(largestPage);
  });
});

test('a run of 500 nodes of which pairs were sampled becomes a page that a browser can show', () => {
  const page = htmlReport(measuredRun({ nodes: 500, podsPerNode: 1, sample: 20_000 }));
  expect(page).toContain('aria-label="500 nodes, 0 of them mostly failing"');
  expect(page.length).toBeLessThan(largestPage);
});
