/** Results files that somebody else wrote: each is refused in a line, or every report of it is whole and safe. */
import fc from 'fast-check';
import { withoutCommands } from '../../lib/base/plain-text';
import { compareRuns } from '../../lib/compare';
import {
  junitReport,
  markdownReport,
  runComparisonMarkdown,
  runComparisonText,
  terminalReport,
} from '../../lib/report';
import { styleFor } from '../../lib/report/style';
import { type Results, ResultsError, readResults, readRuns } from '../../lib/results';
import { forged, mutated } from '../mutations';
import { htmlReport } from './built-report';
import { changed, golden, goldenText } from './golden';
import { stateRun } from './real-state';
import { asText, written } from './written';
import { elementsOf } from './xml';

const plain = styleFor(false);
/** What nobody sees or sees as something else. */
const unsafe = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
/** A line that text of the file began, or an order to a CI system. */
const ownLine = new RegExp(`^\\s*(${forged}|::error)|##\\[`, 'm');
/** A file with a real state. */
const withState = written(stateRun());
const sane = readResults(goldenText('healthy'));

/** Every report in which text is lines, by name. */
function linesOf(results: Results): Record<string, string> {
  const both = compareRuns([
    { file: 'a.json', results: sane },
    { file: 'b.json', results },
  ]);
  return {
    terminal: terminalReport(results, plain),
    markdown: markdownReport(results),
    comparison: runComparisonText(both, plain),
    'comparison in Markdown': runComparisonMarkdown(both),
    JUnit: junitReport(results),
  };
}

function expectSafe(results: Results): void {
  for (const [name, text] of Object.entries(linesOf(results))) {
    const printed = withoutCommands(text); // as every stream does
    expect([name, unsafe.exec(text)?.[0], ownLine.exec(printed)?.[0]]).toEqual([name, undefined, undefined]);
  }
  elementsOf(junitReport(results));
  const page = htmlReport(results);
  expect(page).not.toContain('<script>alert');
  expect(unsafe.exec(page)?.[0]).toBeUndefined();
  expect(asText(readResults(written(results)))).toEqual(asText(results));
}

/** Whether the file was taken. */
function taken(text: string): boolean {
  try {
    expectSafe(readResults(text));
    return true;
  } catch (error) {
    if (!(error instanceof ResultsError)) throw error;
    expect(error.message).not.toMatch(unsafe);
    expect(withoutCommands(error.message)).not.toMatch(ownLine);
    return false;
  }
}

describe('a results file of others', () => {
  test.each(['healthy', 'conflict', 'route-missing', 'mtu-black-hole'] as const)(
    'with anything wrong in its plan, summary or causes is refused, or makes whole reports: %s',
    (name) => {
      const files = mutated(JSON.parse(goldenText(name)), ([first]) => first === 'checks');
      fc.assert(
        fc.property(files, (text) => void taken(text)),
        { numRuns: 60 },
      );
    },
  );

  test('with anything wrong in its checks is refused, or makes whole reports', () => {
    const files = mutated(JSON.parse(goldenText('route-missing')), ([first]) => first !== 'checks');
    fc.assert(
      fc.property(files, (text) => void taken(text)),
      { numRuns: 80 },
    );
  });

  test('with anything wrong in its real state, or in what explains a check, is refused, or makes whole reports', () => {
    const files = mutated(JSON.parse(withState), ([first, place, field]) =>
      first === 'checks'
        ? field !== 'explained' || Number(place) > 60
        : !['state', 'diagnoses'].includes(`${first}`),
    );
    fc.assert(
      fc.property(files, (text) => void taken(text)),
      { numRuns: 80 },
    );
  });

  test.each<[string, string, unknown]>([
    ['a host', 'state.diff.0.host', `worker-1\n${forged}`],
    ['a kind', 'state.diff.0.kind', `route\n${forged}`],
    ['a key', 'state.diff.0.key', `10.244.2.0/24\n::error::${forged}`],
    ['an entry as computed', 'state.diff.0.computed', `dev cni0\u202e\n##[error]${forged}`],
    ['an entry as it is', 'state.diff.0.real', `<script>alert(1)</script>\n${forged}`],
    ['a reason to expect it', 'state.diff.0.noise', `\u009b1A\n${forged}`],
    ['a source', 'state.source', `lab\n${forged}`],
    ['a host that changed', 'state.changed', [`worker-1\n${forged}`, '</script><script>alert(1)</script>']],
    [
      'what was not read',
      'state.hosts.0.gaps',
      [{ of: `x\n${forged}`, command: '\u202e', why: forged, details: `\n${forged}` }],
    ],
    [
      'the entries of a cause',
      'diagnoses.0.details.entries',
      [{ key: `x\n${forged}`, real: '<script>alert(1)</script>' }],
    ],
    [
      'a command',
      'diagnoses.0.details.mend',
      [{ where: `x\n${forged}`, command: ['<script>alert(1)</script>', `\u202e\n${forged}`] }],
    ],
    ['details of another kind', 'diagnoses.0.details', { kind: 7, entries: 'none', where: null }],
  ])('keeps %s in its line, in every report', (_, path, value) => {
    const file = JSON.parse(withState);
    const keys = path.split('.');
    const last = keys.pop()!;
    keys.reduce((object, key) => object[key], file)[last] = value;
    expect([path, taken(JSON.stringify(file))]).toEqual([path, true]);
  });

  test.each<[string, string, unknown]>([
    ['a cause', 'diagnoses.0.cause', `all is well\n${forged}`],
    ['a remedy', 'diagnoses.0.remedy', `\r\n::error::${forged}`],
    ['a note', 'notes', [`all is well\n${forged}`, '\u202e\u200b\u009b1A']],
    ['a reason', 'checks.0.reason', `all is well\n##[error]${forged}`],
    ["a node's name", 'testbed.name', `testbed\n${forged}`],
    ['a kind of flow', 'nat.0.flow', `pod → pod\n${forged}`],
    ['an address', 'nat.0.observed', [`its own\n${forged}`]],
    ['a version', 'provenance.kernel', `6.8\n${forged}`],
  ])('keeps %s in its line, in every report', (_, path, value) => {
    expect(taken(changed('route-missing', path, value))).toBe(true);
  });

  test.each<[string, unknown]>([
    ['plan.nodes.0.address.ipv4', '192.168.1.10; rm'],
    ['plan.nodes.0.address.ipv4', 'fd00::1'],
    ['plan.nodes.1.podCidr.ipv4', 'garbage'],
    ['plan.nodes.1.podCidr.ipv4', '10.244.1.7/24'],
    ['plan.nodes.2.name', 'worker-1'],
    ['plan.nodes.1.zone', 'nowhere'],
    ['plan.nodes.1.role', 'king'],
    ['plan.zones.0.gateway.ipv4', '010.0.0.1'],
    ['plan.serviceCidr.ipv4', '10.96.0.0/33'],
    ['plan.underlayMtu', -1],
    ['plan.underlayMtu', 1500.5],
    ['plan.apiEndpoint.port', 70_000],
    ['plan.nodes', []],
    ['plan.capacity.podsPerNode', -1],
    ['startedAt', 'yesterday'],
    ['startedAt', '2026-99-99T00:00:00Z'],
    ['durationMs', -1],
    ['durationMs', 1e300],
    ['timings.buildMs', -5],
    ['checks.7.from', 'node:nowhere'],
    ['checks.7.to', 'pod:nowhere/0'],
    ['checks.7.observed.rttMs', -1],
    ['checks.7.observed.source', '10.0.0.1; rm'],
    ['checks.7.required.sources', ['garbage']],
    ['checks.0.required.within', '10.0.0.0'],
    ['diagnoses.0.evidence', [100_000]],
    ['summary.fail', 0],
    ['summary.total', 1],
    ['testbed.name', 'x'.repeat(1000)],
  ])('with %s = %j is refused by the name of the field, with the value', (path, value) => {
    let message = '';
    try {
      readResults(changed('route-missing', path, value));
    } catch (error) {
      message = (error as ResultsError).message;
      expect(error).toBeInstanceOf(ResultsError);
    }
    expect(message).toContain(path);
    const text = JSON.stringify(value);
    expect(message).toContain(text.length > 60 ? '…' : text.replace(/^\[|\]$/g, ''));
  });

  test('that is nested beyond measure is refused', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(taken(deep)).toBe(false);
    expect(taken(`{"schema":${deep}}`)).toBe(false);
    expect(taken(goldenText('healthy').replace(/"spec":\s*\{/, `"spec":{"deep":${deep},`))).toBe(false);
    expect(taken(goldenText('healthy').replace(/"spec":\s*\{/, `"spec":{"a":"\\n","deep":${deep},`))).toBe(
      false,
    );
  });

  test('is read as before where nothing is wrong', () => {
    for (const name of ['healthy', 'conflict', 'route-missing'] as const) expectSafe(golden(name));
    expect(readRuns(goldenText('healthy'))).toEqual([golden('healthy')]);
  });
});
