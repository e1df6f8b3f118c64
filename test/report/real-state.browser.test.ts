/** The real state in a browser: on wide and narrow screens, light and dark, also with what nobody would call by such names. */
import { readFileSync } from 'node:fs';
import type { Results } from '../../lib/results';
import { describeBrowser, ReportBrowser } from './browser';
import { htmlReport } from './built-report';
import { broken, stateRun } from './real-state';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const plainRun = stateRun({ ...broken, changed: ['worker-1'] });
const long = 'x'.repeat(400);

/** Names without end, and rules as long as those of a firewall. */
function strange(): Results {
  const { state } = plainRun;
  const [first, ...rest] = state!.diff;
  const row = { ...first!, host: long, key: long, computed: `-A ${long} -j DROP`, real: '<b>drop</b>' };
  const noise = { ...row, matters: false, pairs: 0, noise: `as ever ${long}` };
  const gap = { of: long, command: long, why: 'failed', details: long };
  const hosts = [{ name: long, gaps: [gap] }];
  return {
    ...plainRun,
    state: { ...state!, source: long, hosts, changed: [long], diff: [row, ...rest, noise] },
  };
}

const pages = [
  ['a plain run', htmlReport(plainRun)],
  ['a strange one', htmlReport(strange())],
] as const;

describeBrowser('the real state in a browser', () => {
  const browser = new ReportBrowser();
  beforeAll(() => browser.start());
  afterAll(() => browser.stop());

  test.each(pages.flatMap(([name, html]) => [360, 1280].map((width) => [name, width, html] as const)))(
    'of %s does not overflow a screen of %i pixels',
    async (_, width, html) => {
      const { page, complaints } = await browser.open(html, { width });
      for (const fold of await page.locator('#real-state summary').all()) await fold.click();
      expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBe(0);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  test.each(['light', 'dark'] as const)('meets the rules of WCAG 2 AA in %s', async (colorScheme) => {
    const { page } = await browser.open(pages[1][1], { colorScheme });
    for (const fold of await page.locator('#real-state summary').all()) await fold.click();
    await page.evaluate(axe);
    const violations = await page.evaluate(
      "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'best-practice'] }).then((found) => found.violations.map(({ id, nodes }) => id + ' ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')))",
    );
    expect(violations).toEqual([]);
    await page.close();
  });

  test('has a fourth column in the card of a cell: what the real state explains', async () => {
    const { page } = await browser.open(pages[0][1]);
    await page.locator('table.matrix td.fail').first().hover();
    expect(await page.locator('#cell thead th').allTextContents()).toEqual([
      ...['', 'required', 'predicted', 'observed', 'explained', ''],
    ]);
    expect(await page.locator('#cell tbody tr').first().locator('td').nth(3).textContent()).toBe('no answer');
    expect(await page.locator('#cell .cell-reason').textContent()).toContain('The real state explains it: ');
    await page.close();
  });

  test('has a line for each of them where the screen is narrow', async () => {
    const { page } = await browser.open(pages[0][1], { width: 360, touch: true });
    await page.locator('table.matrix td.fail').first().tap();
    await page.locator('#cell').waitFor();
    const box = (await page.locator('#cell').boundingBox())!;
    expect(box.width).toBe(360);
    expect(
      await page.evaluate(
        "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.getElementById('cell'))",
      ),
    ).toBe(0);
    await page.close();
  });
});
