import type { Page } from 'playwright-core';
import { describeBrowserEach, ReportBrowser } from './browser';
import { htmlReport } from './built-report';
import { measuredRun, type Size } from './real-size';

const widths = [360, 1280];

/** Where an element is on the screen. */
const boxOf = async (page: Page, selector: string) => (await page.locator(selector).first().boundingBox())!;

const backgrounds = (page: Page, selector: string) =>
  page.evaluate(
    `[...new Set([...document.querySelectorAll('${selector}')].map((cell) => { const { backgroundColor, backgroundImage } = getComputedStyle(cell); return backgroundColor + ' ' + backgroundImage; }))]`,
  ) as Promise<string[]>;

const cases: readonly [string, Size][] = [
  ['100 nodes with all pairs, one of them broken', { nodes: 100, fault: 'route-missing' }],
  [
    '200 nodes of which pairs were sampled, one of them broken',
    { nodes: 200, sample: 20_000, fault: 'node-dead' },
  ],
];

describeBrowserEach(cases, 'the report of %s', (_, size) => {
  const browser = new ReportBrowser();
  let html = '';
  beforeAll(async () => {
    html = htmlReport(measuredRun(size));
    await browser.start();
  });
  afterAll(() => browser.stop());

  test.each(widths)('does not overflow a screen of %i pixels, and complains about nothing', async (width) => {
    const { page, complaints } = await browser.open(html, { width });
    expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('has room for all columns on a wide screen, a scroll bar included', async () => {
    const { page } = await browser.open(html);
    const [table, frame] = [await boxOf(page, 'table.matrix'), await boxOf(page, '.matrix-scroll')];
    expect(table.width).toBeLessThanOrEqual(frame.width - 20);
    await page.close();
  });

  test('keeps the heads of rows and columns in view', async () => {
    const { page } = await browser.open(html);
    const frame = '.matrix-scroll';
    await page.locator('table.matrix tbody tr:last-child td:last-child').scrollIntoViewIfNeeded();
    const [box, head, side] = [
      await boxOf(page, frame),
      await boxOf(page, 'table.matrix thead th'),
      await boxOf(page, 'table.matrix tbody tr:last-child th'),
    ];
    expect(Math.abs(head.y - box.y)).toBeLessThan(2);
    expect(Math.abs(side.x - box.x)).toBeLessThan(2);
    await page.close();
  });

  test('names the pairs that fail of the cell under the pointer, and lights its heads', async () => {
    const { page } = await browser.open(html);
    await page.locator('table.matrix td.fail').nth(1).hover();
    const [reason, lit] = await Promise.all([
      page.locator('#cell .cell-reason').textContent(),
      page.locator('table.matrix th.lit').allTextContents(),
    ]);
    expect(reason).toMatch(/^(pod|node):\S+ → (pod|node):\S+, (TCP|UDP)/);
    expect(await page.locator('#cell .cell-head').textContent()).toBe([...lit].reverse().join(' → '));
    const card = await boxOf(page, '#cell');
    expect([card.y >= 0, card.y + card.height <= 900]).toEqual([true, true]);
    await page.close();
  });

  test('is moved through by the arrow keys, and the heads do not cover where they lead', async () => {
    const { page } = await browser.open(html);
    await page.locator('table.matrix td[tabindex="0"]').focus();
    for (let i = 0; i < 110; i++) await page.keyboard.press('ArrowDown');
    for (let i = 0; i < 110; i++) await page.keyboard.press('ArrowUp');
    const [cell, head] = [await boxOf(page, 'td:focus'), await boxOf(page, 'table.matrix thead th')];
    expect(cell.y).toBeGreaterThanOrEqual(head.y + head.height - 1);
    expect(await page.locator('#cell-words').textContent()).toContain('control-plane-1');
    await page.close();
  });

  test('shows a cell that is tapped at the foot of a narrow screen, and leaves it on demand', async () => {
    const { page } = await browser.open(html, { width: 360, touch: true });
    const cell = page.locator('table.matrix tbody td[class]').nth(2);
    await cell.tap();
    const [size, card] = [(await cell.boundingBox())!, await boxOf(page, '#cell')];
    expect(size.width).toBeGreaterThanOrEqual(20);
    expect(Math.round(card.y + card.height)).toBe(900);
    await page.locator('#cell .cell-close').tap();
    expect(await page.locator('#cell').isVisible()).toBe(false);
    await page.close();
  });

  test('lets what was not tried, what was tried in part and what passed look different', async () => {
    const { page } = await browser.open(html);
    const looks = await Promise.all(
      ['td.pass:not(.part)', 'td.pass.part', 'td:not([class])', 'td.fail'].map((cell) =>
        backgrounds(page, `table.matrix tbody ${cell}`),
      ),
    );
    expect(looks.map(({ length }) => length)).toEqual(size.sample ? [1, 1, 1, 1] : [1, 0, 0, 1]);
    expect(new Set(looks.flat()).size).toBe(looks.flat().length);
    await page.close();
  });

  test('colours its cells by round-trip time on demand', async () => {
    const { page } = await browser.open(html);
    await page.locator('input[value=rtt]').check();
    expect((await backgrounds(page, 'table.matrix td.pass')).length).toBeGreaterThan(3);
    await page.close();
  });

  test('scrolls its nodes by themselves', async () => {
    const { page } = await browser.open(html, { width: 360 });
    const { height } = await boxOf(page, '#topology');
    expect(height).toBeLessThan(2 * 900);
    await page.close();
  });
});
