import { markdownReport } from '../../lib/report';
import { readResults } from '../../lib/results';
import { htmlReport } from './built-report';
import { changed, golden, goldenNames, goldenText } from './golden';

const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'&{{title}}`;

/** A golden file in which every name that reports show is hostile. */
function hostileResults() {
  const text = goldenText('route-missing').replaceAll('worker-1', JSON.stringify(hostile).slice(1, -1));
  const file = JSON.parse(text);
  file.testbed.name = hostile;
  file.cni.mode = hostile;
  file.notes = [hostile];
  file.diagnoses[0].cause = hostile;
  file.checks[20].reason = hostile;
  file.provenance.versions = { [hostile]: hostile };
  return readResults(JSON.stringify(file));
}

describe('the HTML report', () => {
  test.each(goldenNames)('of %s names nothing outside of itself', (name) => {
    const page = htmlReport(golden(name));
    expect(page.match(/https?:\/\/(?!www\.w3\.org\/)[^\s"'<)]+/g) ?? []).toEqual([]);
    expect(page).not.toMatch(/<(link|img|iframe|script)[^>]+(src|href)="(?!data:|#)/);
    expect(page).toContain("default-src 'none'");
  });

  test.each(goldenNames)('of %s is the same each time it is made', (name) => {
    expect(htmlReport(golden(name)).replace(/zr\d+/g, '')).toBe(
      htmlReport(golden(name)).replace(/zr\d+/g, ''),
    );
  });

  test('shows verdict, causes, matrix, topology, addresses, plots, translation and provenance', () => {
    const page = htmlReport(golden('route-missing'));
    const anchors = [...page.matchAll(/<section id="([^"]+)"/g)].map((match) => match[1]);
    expect(anchors).toEqual([
      'why',
      'reachability',
      'topology',
      'addresses',
      'times-and-sizes',
      'nat',
      'skipped',
      'provenance',
    ]);
    expect(page).toContain('has no route to 10.244.');
    expect(page).toContain('The lab was broken on purpose');
  });

  test('draws the devices of the CNI with their addresses', () => {
    const page = htmlReport(golden('healthy'));
    for (const text of ['flannel.1', 'cni0', 'ens5', '10.244.1.2', 'switch of zone a'])
      expect(page).toContain(text);
  });

  test('escapes every name, whatever stands in the file', () => {
    const page = htmlReport(hostileResults());
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('<img src=x');
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page.match(/<\/script>/g)).toHaveLength(2);
  });

  test('is made for a CNI that this version does not know, from the plan alone', () => {
    const page = htmlReport(readResults(changed('healthy', 'cni.name', 'cni-of-tomorrow')));
    expect(page).toContain('Drawn from the plan alone');
    expect(page).toContain('192.168.1.11');
  });

  test('of ten thousand nodes is a page that a browser can show', () => {
    const file = JSON.parse(goldenText('healthy'));
    const [node] = file.plan.nodes;
    file.plan.nodes = Array.from({ length: 10_000 }, (_, i) => ({ ...node, name: `worker-${i}` }));
    file.checks = file.plan.nodes.slice(1).map(({ name }: { name: string }) => ({
      ...file.checks.find(({ id }: { id: string }) => id === 'node-to-node/cross-node'),
      from: 'node:worker-0',
      to: `node:${name}`,
    }));
    Object.assign(file.summary, { total: file.checks.length, pass: file.checks.length, fail: 0, skip: 0 });
    const page = htmlReport(readResults(JSON.stringify(file)));
    expect(page.length).toBeLessThan(5_000_000);
    expect(page).toContain('and 8000 more nodes');
  });
});

test('a results file whose summary counts other checks than it holds is refused', () => {
  const file = JSON.parse(goldenText('healthy'));
  file.checks = [];
  expect(() => readResults(JSON.stringify(file))).toThrow(
    /summary\.total is \d+: the file holds 0 such checks/,
  );
});

describe('the Markdown summary', () => {
  test('says verdict, requirements and causes', () => {
    const text = markdownReport(golden('route-missing'));
    expect(text).toMatch(/^## ❌ FAIL testbed: Flannel, VXLAN$/m);
    expect(text).toMatch(/\| ❌ \| Every pod reaches every pod without NAT \|/);
    expect(text).toContain('### Why');
  });

  test('of a healthy run names no causes', () => {
    expect(markdownReport(golden('healthy'))).not.toContain('### Why');
  });

  test('escapes what HTML or Markdown would take for something else', () => {
    const text = markdownReport(hostileResults());
    expect(text).not.toMatch(/<(?!sub>|\/sub>|details>|\/details>|summary>|\/summary>)/);
  });
});
