import { readFileSync } from 'node:fs';
import { describeBrowser, ReportBrowser } from './browser';
import { htmlReport } from './built-report';
import { golden, goldenNames } from './golden';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

describeBrowser('the report in a browser', () => {
  const browser = new ReportBrowser();
  beforeAll(() => browser.start());
  afterAll(() => browser.stop());

  test.each(goldenNames)('of %s complains about nothing and asks the network for nothing', async (name) => {
    const { page, complaints, requests } = await browser.open(htmlReport(golden(name)));
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !/^(file|data):/.test(url))).toEqual([]);
    await page.close();
  });

  test.each(goldenNames.flatMap((name) => [360, 1280].map((width) => [name, width] as const)))(
    'of %s does not overflow a screen of %i pixels',
    async (name, width) => {
      const { page } = await browser.open(htmlReport(golden(name)), { width });
      expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBe(0);
      await page.close();
    },
  );

  test.each(
    goldenNames.flatMap((name) => (['light', 'dark'] as const).map((scheme) => [name, scheme] as const)),
  )('of %s in %s meets the rules of WCAG 2 AA', async (name, colorScheme) => {
    const { page } = await browser.open(htmlReport(golden(name)), { colorScheme });
    await page.evaluate(axe);
    const violations = await page.evaluate(
      "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'best-practice'] }).then((found) => found.violations.map(({ id, nodes }) => id + ' ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')))",
    );
    expect(violations).toEqual([]);
    await page.close();
  });

  test('shows what was required, predicted and observed of the cell under the pointer', async () => {
    const { page } = await browser.open(htmlReport(golden('healthy')));
    await page.locator('table.matrix tbody tr').nth(1).locator('td').nth(7).hover();
    const text = await page.locator('#cell').textContent();
    expect(text).toContain('pod:control-plane-1/0 → pod:worker-2/0');
    expect(text).toMatch(/source 10\.244\.0\.2, \d+\.\d+ ms/);
    expect(text).toContain('1450 bytes');
    expect(text).toContain(
      'Predicted path: pod-0.control-plane-1 (eth0) → control-plane-1 (cni0, flannel.1, ens5)',
    );
    await page.close();
  });

  test('tells why a cell fails', async () => {
    const { page } = await browser.open(htmlReport(golden('route-missing')));
    await page.locator('table.matrix td.fail').first().hover();
    expect(await page.locator('#cell .cell-reason').textContent()).not.toBe('');
    expect(await page.locator('#cell .cell-verdict').textContent()).toBe('fails');
    await page.close();
  });

  test('is moved through by the keyboard, and speaks', async () => {
    const { page } = await browser.open(htmlReport(golden('healthy')));
    await page.locator('table.matrix td[tabindex="0"]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    const words = await page.locator('#cell-words').textContent();
    expect(words).toContain('passes');
    expect(await page.locator('#cell').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.locator('#cell').isVisible()).toBe(false);
    await page.close();
  });

  test('shows a cell that is tapped at the foot of a narrow screen', async () => {
    const { page } = await browser.open(htmlReport(golden('healthy')), { width: 360 });
    await page.locator('table.matrix tbody td[class]').nth(3).click();
    const box = (await page.locator('#cell').boundingBox())!;
    expect(Math.round(box.y + box.height)).toBe(900);
    expect(box.width).toBeLessThanOrEqual(360);
    await page.locator('#cell button.cell-more').click();
    expect(await page.locator('#cell').isVisible()).toBe(false);
    expect(await page.locator('#walk ol').isVisible()).toBe(true);
    await page.close();
  });

  test('shows every step of the cell that is clicked, and of the one on which Enter is pressed', async () => {
    const { page } = await browser.open(htmlReport(golden('healthy')));
    await page.locator('table.matrix tbody tr').nth(1).locator('td').nth(7).click();
    const summary = page.locator('#walk summary b');
    expect(await summary.textContent()).toBe('pod:control-plane-1/0 → pod:worker-2/0');
    expect(await page.locator('#walk li.good').count()).toBeGreaterThanOrEqual(2);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await summary.textContent()).toBe('pod:control-plane-1/1 → pod:worker-2/0');
    await page.close();
  });

  test('colours its cells by round-trip time on demand', async () => {
    const { page } = await browser.open(htmlReport(golden('healthy')));
    await page.locator('input[value=rtt]').check();
    expect(await page.locator('table.matrix').getAttribute('class')).toContain('by-rtt');
    expect(await page.locator('.rtt-scale').textContent()).toMatch(/≤ [\d.]+ ms .*≥ [\d.]+ ms/);
    expect(await page.locator('.rtt-scale').isVisible()).toBe(true);
    const cell = page.locator('table.matrix td[data-ms]').first();
    const shown = await page.evaluate(
      "getComputedStyle(document.querySelector('table.matrix td[data-ms]'), '::after').content",
    );
    expect(shown).toBe(`"${await cell.getAttribute('data-ms')}"`);
    expect(Number(await cell.getAttribute('data-ms'))).toBeGreaterThan(0);
    await page.close();
  });
});
