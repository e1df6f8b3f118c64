/** A run that measured nothing claims no observation, and offers nothing that has no effect. */
import { notMeasured } from '../../lib/base/targets';
import { faultTable, markdownReport, terminalReport } from '../../lib/report';
import { flowRows } from '../../lib/report/derived/flow-rows';
import type { FaultReport, Results } from '../../lib/results';
import { predictedResults, testbedOf } from '../testbeds';
import { describeBrowser, ReportBrowser } from './browser';
import { htmlReport } from './built-report';
import { golden } from './golden';
import { plain, run } from './runs';

const predicted: Results = { ...predictedResults(testbedOf()), target: notMeasured };

/** The page's text without style and script, and with the facts of its cells. */
const shown = (page: string) => page.replace(/<style>[\s\S]*?<\/style>|<script>[\s\S]*?<\/script>/g, '');

describe('a run that measured nothing', () => {
  test('has no observation in its rows', () => {
    expect(flowRows(predicted).map(({ observed }) => observed)).toEqual(predicted.nat.map(() => undefined));
    expect(flowRows(golden('healthy')).every(({ observed }) => observed)).toBe(true);
  });

  test('is reported without the word', () => {
    for (const text of [
      shown(htmlReport(predicted)),
      terminalReport(predicted, plain),
      markdownReport(predicted),
    ])
      expect(text.match(/.{0,60}\bobserved\b.{0,20}/gi) ?? []).toEqual([]);
    expect(shown(htmlReport(golden('healthy')))).toMatch(/observed/i);
  });

  test('is said to be predicted where its requirements hold', () => {
    expect(htmlReport(predicted)).toContain('The computed state does what Kubernetes asks of it');
    expect(markdownReport(predicted)).toContain('predicted, nothing was measured');
  });

  test('has no switch to colour cells by times', () => {
    expect(htmlReport(predicted)).not.toContain('name="colour"');
    expect(htmlReport(golden('healthy'))).toContain('name="colour"');
  });

  test('nor has one in which no exchange passed', () => {
    const timeless = { ...golden('healthy') };
    const checks = timeless.checks.map(({ observed, ...check }) => ({
      ...check,
      observed: observed && { ...observed, rttMs: undefined },
    }));
    expect(htmlReport({ ...timeless, checks })).not.toContain('name="colour"');
  });
});

test('sizes that a measuring run did not find are not drawn as observed', () => {
  const results = run();
  const checks = results.checks.map(({ observed: _observed, ...check }) =>
    check.id === 'mtu/path' ? { ...check, verdict: 'skip' as const } : check,
  );
  expect(htmlReport({ ...results, checks })).not.toContain('Path MTU');
});

test('faults that were walked alone have no observed pairs', () => {
  const report: FaultReport = {
    schema: 'cni-testbed/faults/v1',
    startedAt: '',
    seed: 1,
    rows: [
      {
        ...{ name: 'a', about: '', cni: 'flannel', mode: 'vxlan', outcome: 'detected', failed: 3, broke: [] },
        pairs: { predicted: 12, observed: 12, same: true },
        diagnosis: { expected: 'route-missing', first: 'route-missing', right: true, additional: [] },
      },
    ],
    summary: { tried: 1, detected: 1, diagnosed: 1, falseCauses: 0, score: 1, predicted: 1, skipped: 0 },
  };
  expect(faultTable(report, plain)).toContain('12 = 12');
  expect(faultTable(report, plain, { measured: false })).not.toMatch(/observed|12 = 12|as predicted/i);
});

describeBrowser('the card of a run that measured nothing', () => {
  const browser = new ReportBrowser();
  beforeAll(() => browser.start());
  afterAll(() => browser.stop());

  const heads = async (results: Results) => {
    const { page, complaints } = await browser.open(htmlReport(results));
    await page.locator('table.matrix tbody td[class]').first().hover();
    const found = await page.locator('#cell thead th').allTextContents();
    expect(complaints).toEqual([]);
    await page.close();
    return found.filter(Boolean);
  };

  test('has no column for it', async () => {
    expect(await heads(predicted)).toEqual(['required', 'predicted']);
    expect(await heads(golden('healthy'))).toEqual(['required', 'predicted', 'observed']);
  });
});
