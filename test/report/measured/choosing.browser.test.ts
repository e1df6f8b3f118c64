/** Ticking needs on the page gives what `testbed choose` gives: which modes and data planes are left, and their places. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Measurements } from '../../../lib/measure';
import { measurementsJson } from '../../../lib/report';
import { choose, standingsIn } from '../../../lib/run';
import { choiceOffer } from '../../../lib/run/choose/offer';
import { about, measured, rounds, subject } from '../../measure/made';
import { recorded } from '../../measure/recorded';
import { describeBrowser, ReportBrowser } from '../browser';
import { comparedPage } from '../built-report';

/** Flannel is told apart from Cilium, and Calico from neither: who is tied with whom depends on who is left. */
function tied(): Measurements {
  const mode = (name: string, own: string, dataPlane: string) =>
    subject(`${name} ${own}`, { target: 'local', cni: { name, mode: own, dataPlane } });
  return measured(
    [mode('flannel', 'vxlan', 'iptables'), mode('calico', 'vxlan', 'ebpf'), mode('cilium', 'vxlan', 'ebpf')],
    [
      ...rounds('flannel vxlan', about(100), about(150)),
      ...rounds('calico vxlan', about(100), about(152)),
      ...rounds('cilium vxlan', about(100), about(155)),
    ],
  );
}

describeBrowser('choosing on the page', () => {
  const browser = new ReportBrowser();
  const folder = mkdtempSync(join(tmpdir(), 'choosing-'));
  beforeAll(() => browser.start());
  afterAll(async () => {
    await browser.stop();
    rmSync(folder, { recursive: true });
  });

  const open = (measurements: Measurements, width?: number) =>
    browser.open(comparedPage({ measurements: [measurements], choice: choiceOffer() }), { width });

  async function tick(page: Page, needs: readonly string[]): Promise<void> {
    await page.locator('#needs button[type=reset]').click();
    for (const need of needs)
      if (need.includes('=')) await page.locator('#needs select').selectOption(need);
      else await page.locator(`#needs input[value="${need}"]`).check();
    await page.waitForTimeout(20); // what a reset changes shows a turn later
  }

  const shownOn = (page: Page) =>
    page.evaluate<{ modes: Record<string, string[]>; places: Record<string, string>[] }>(`(() => {
      const rows = [...document.querySelectorAll('#choice-eligible tr')];
      const nameOf = (row) => row.cells[0].textContent;
      const columns = document.querySelectorAll('#choice thead th').length - 2;
      return {
        modes: Object.fromEntries(rows.map((row) => [nameOf(row), [...row.querySelectorAll('.plane:not(.out)')].map((one) => one.textContent)])),
        places: Array.from({ length: columns }, (_, i) => Object.fromEntries(rows.flatMap((row) => {
          const rank = row.cells[i + 2].querySelector('.rank-text')?.textContent;
          return rank ? [[nameOf(row), rank]] : [];
        }))),
      };
    })()`);

  function byChoose(file: string, needs: readonly string[]) {
    const prefer = ['latency', 'connect', 'cpu'];
    const { modes, rankings } = choose({ needs, prefer, standings: standingsIn(file) });
    const left = modes.filter(({ eligible }) => eligible);
    return {
      modes: Object.fromEntries(
        left.map(({ cni, mode, dataPlanes }) => [
          `${cni} ${mode}`,
          dataPlanes.filter(({ eligible }) => eligible).map(({ dataPlane }) => dataPlane),
        ]),
      ),
      places: rankings.map(({ groups = [] }) => {
        let place = 1;
        return Object.fromEntries(
          groups.flatMap((group) => {
            const own = groups.length > 1 ? `${place}` : '=';
            place += group.length;
            return group.map((name) => [name, own]);
          }),
        );
      }),
    };
  }

  const asked = [
    [],
    ['policies'],
    ['policies', 'encryption', 'kube-proxy-replacement'],
    ['l7-policies', 'kernel=5.10'],
    ['kernel=5.13', 'flow-logs'],
    ['un-encapsulated'],
    ['ipsec', 'windows'],
  ];

  test.each([
    ['a lab that was recorded', recorded],
    ['subjects of which some are tied', tied],
  ])('of %s gives what `choose` gives, whatever is ticked', async (_, make) => {
    const file = join(folder, 'measured.json');
    writeFileSync(file, measurementsJson(make()));
    const { page, complaints } = await open(make());
    for (const needs of asked) {
      await tick(page, needs);
      const { modes, places } = await shownOn(page);
      const wanted = byChoose(file, needs);
      expect({ needs, modes }).toEqual({ needs, modes: wanted.modes });
      expect({ needs, places }).toEqual({ needs, places: wanted.places.slice(0, places.length) });
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('is done by the keyboard alone, and says what is left', async () => {
    const { page } = await open(recorded(), 360);
    await page.locator('#needs input').first().focus();
    await page.keyboard.press('Space');
    expect(await page.locator('#eligible').textContent()).toMatch(
      /^Eligible: 14 of 16 modes, for Network policies\.$/,
    );
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.value')).toBe('cluster-policies');
    await page.close();
  });

  test('says of what is excluded what it lacks, and what nobody says of it', async () => {
    const { page } = await open(recorded());
    await tick(page, ['cluster-policies', 'l7-policies']);
    const remark = page
      .locator('#choice-excluded tr', { hasText: 'flannel vxlan' })
      .first()
      .locator('.to-know');
    expect(await remark.textContent()).toBe(
      'lacks: Layer 7 policies; not verified: Policies for the whole cluster',
    );
    await page.close();
  });

  test('shows the answers to what is ticked, or all', async () => {
    const { page } = await open(recorded());
    await page.locator('#answers summary').click();
    const answers = page.locator('#answers tbody tr:visible');
    expect(await answers.count()).toBe(choiceOffer().capabilities.length);
    await tick(page, ['encryption']);
    expect(await answers.count()).toBe(1);
    await page.close();
  });
});
