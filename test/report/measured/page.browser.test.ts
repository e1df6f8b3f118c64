import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { compareRuns } from '../../../lib/compare';
import { runEveryMode } from '../../../lib/run';
import { choiceOffer } from '../../../lib/run/choose/offer';
import { twoClusters } from '../../measure/clusters';
import { recorded } from '../../measure/recorded';
import { describeBrowser, ReportBrowser } from '../browser';
import { comparedPage } from '../built-report';
import { golden } from '../golden';

/** Opens whatever is folded. */
const unfold = 'document.querySelectorAll("details").forEach((one) => { one.open = true; })';
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

describeBrowser('the page of what was measured, in a browser', () => {
  const browser = new ReportBrowser();
  beforeAll(() => browser.start());
  afterAll(() => browser.stop());

  const runs = () =>
    compareRuns(
      (['healthy', 'route-missing'] as const).map((name) => ({
        file: `${name}.json`,
        results: golden(name),
      })),
    );
  const pages: readonly (readonly [string, () => Promise<string> | string])[] = [
    ['labs', () => comparedPage({ measurements: [recorded()], choice: choiceOffer() })],
    ['clusters', () => comparedPage({ measurements: [twoClusters()] })],
    [
      'files and runs',
      () =>
        comparedPage({
          measurements: [recorded(), twoClusters(6)],
          files: ['a.json', 'b.json'],
          runs: runs(),
          choice: choiceOffer(),
        }),
    ],
    [
      'all modes',
      async () => {
        const modes = await runEveryMode({ input: {} }, { predictOnly: true });
        return comparedPage({
          measurements: [recorded()],
          modes: [{ comparison: modes, links: modes.runs.map((_, i) => `r/${i}.html`) }],
        });
      },
    ],
  ];

  test.each(pages)('of %s complains about nothing and asks the network for nothing', async (_, make) => {
    const { page, complaints, requests } = await browser.open(await make());
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !/^(file|data):/.test(url))).toEqual([]);
    await page.close();
  });

  test.each(pages.flatMap(([name, make]) => [360, 1280].map((width) => [name, width, make] as const)))(
    'of %s does not overflow a screen of %i pixels, with all its parts unfolded',
    async (_, width, make) => {
      const { page } = await browser.open(await make(), { width });
      await page.evaluate(unfold);
      expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBe(0);
      await page.close();
    },
  );

  const violations = (page: Page, run: string) =>
    page.evaluate(
      `axe.run(${run}).then((found) => found.violations.map(({ id, nodes }) => id + ' ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')))`,
    );

  test.each(pages)('of %s meets the rules of WCAG 2 AA, with all its parts unfolded', async (_, make) => {
    const { page } = await browser.open(await make());
    await page.evaluate(unfold);
    await page.evaluate(axe);
    expect(await violations(page, "{ runOnly: ['wcag2a', 'wcag2aa', 'best-practice'] }")).toEqual([]);
    await page.close();
  });

  test.each(pages)('of %s can be read in the dark too', async (_, make) => {
    const { page } = await browser.open(await make(), { colorScheme: 'dark' });
    await page.evaluate(unfold);
    await page.evaluate(axe);
    expect(await violations(page, "{ runOnly: ['color-contrast'] }")).toEqual([]);
    await page.close();
  });

  test('has its first verdict in the first view of a telephone', async () => {
    for (const measurements of [recorded(), twoClusters()]) {
      const { page } = await browser.open(comparedPage({ measurements: [measurements] }), { width: 360 });
      const box = (await page.locator('.finding', { hasText: 'Round trip' }).first().boundingBox())!;
      expect(box.y + box.height).toBeLessThan(640);
      await page.close();
    }
  });

  test('cuts no text of its charts off', async () => {
    for (const measurements of [recorded(), twoClusters()]) {
      const { page } = await browser.open(comparedPage({ measurements: [measurements] }));
      await page.evaluate(unfold);
      const cut = await page.evaluate(
        `[...document.querySelectorAll('svg text')].filter((text) => {
          const [own, whole] = [text, text.ownerSVGElement].map((one) => one.getBoundingClientRect());
          return own.width > 0 && (own.left < whole.left - 1 || own.right > whole.right + 1 || own.bottom > whole.bottom + 1);
        }).map(({ textContent }) => textContent)`,
      );
      expect(cut).toEqual([]);
      await page.close();
    }
  });

  test('saves the samples by the keyboard alone', async () => {
    const measurements = twoClusters();
    const { page, complaints } = await browser.open(comparedPage({ measurements: [measurements] }));
    const saving = page.waitForEvent('download');
    await page.locator('button.download').focus();
    await page.keyboard.press('Enter');
    const download = await saving;
    expect(download.suggestedFilename()).toBe('measured-20261126T100000-1.json');
    expect(JSON.parse(readFileSync((await download.path())!, 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(measurements)),
    );
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('unfolds what is folded by the keyboard', async () => {
    const { page } = await browser.open(comparedPage({ measurements: [recorded()] }));
    const folded = page.locator('#blocks details').nth(1);
    expect(await folded.locator('svg').first().isVisible()).toBe(false);
    await folded.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await folded.locator('svg').first().isVisible()).toBe(true);
    await page.close();
  });
});
