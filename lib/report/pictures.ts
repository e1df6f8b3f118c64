/** Makes the pictures of README and docs: of a report and a terminal from real runs, and of recorded measurements: `npm run pictures`. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { packageFile, render } from '../base/render';
import { quietFlags, systemBrowser } from './system-browser';

/** The package's folder: this runs as a bundle in dist. */
const packageRoot = join(__dirname, '..');
const docs = join(packageRoot, 'docs');

/** Text with the terminal's colours. Exit code 3 says that a check failed, which is what is to be seen. */
function testbed(...args: string[]): string {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(packageRoot, 'dist', 'testbed.js'), ...args],
    {
      encoding: 'utf8',
      env: { ...process.env, FORCE_COLOR: '1' },
    },
  );
  if (status !== 0 && status !== 3) throw new Error(`testbed ${args.join(' ')}: ${stderr}`);
  return stdout;
}

const width = 1240;

async function pictureOfReport(browser: Browser, folder: string): Promise<void> {
  const file = join(folder, 'report.html');
  testbed('lab', '--fault', 'route-missing', '--quiet', '--html', file);
  const page = await browser.newPage({ viewport: { width, height: 2000 }, colorScheme: 'light' });
  await page.goto(`${pathToFileURL(file)}`);
  await page.locator('table.matrix td.fail').first().hover();
  const { y, height } = (await page.locator('#reachability').boundingBox())!;
  await page.screenshot({
    path: join(docs, 'report.png'),
    clip: { x: 0, y: 0, width, height: y + height + 20 },
  });
}

async function pictureOfTerminal(browser: Browser): Promise<void> {
  const command = 'testbed lab --scenario conflict';
  const output = testbed('lab', '--scenario', 'conflict');
  const page = await browser.newPage({ viewport: { width, height: 200 } });
  await page.setContent(
    render('terminal.html', packageFile('report/html/assets/terminal.html'), {
      command,
      output: coloured(output),
    }),
  );
  await page.locator('main').screenshot({ path: join(docs, 'terminal.png') });
}

/** Of recorded measurements: what they say, and the dots. @param name of the recorded file @param picture in docs */
async function pictureOfMeasured(
  browser: Browser,
  folder: string,
  name: string,
  picture: string,
): Promise<void> {
  const page = await measuredPage(browser, folder, name);
  const { y, height } = (await page.locator('#ratios').boundingBox())!;
  await page.screenshot({ path: join(docs, picture), clip: { x: 0, y: 0, width, height: y + height + 20 } });
}

/** Of recorded measurements: single events of the control plane. */
async function pictureOfEvents(
  browser: Browser,
  folder: string,
  name: string,
  picture: string,
): Promise<void> {
  const page = await measuredPage(browser, folder, name);
  await page.locator('#events').screenshot({ path: join(docs, picture) });
}

async function measuredPage(browser: Browser, folder: string, name: string): Promise<Page> {
  const file = join(folder, `${name}.html`);
  const recorded = join(packageRoot, 'test', 'measure', 'recorded', `${name}.json`);
  testbed('compare', recorded, '--quiet', '--html', file);
  const page = await browser.newPage({ viewport: { width, height: 2000 }, colorScheme: 'light' });
  await page.goto(`${pathToFileURL(file)}`);
  return page;
}

/** The escape sequences that picocolors writes, as spans. */
function coloured(text: string): string {
  const classes: Readonly<Record<string, string>> = {
    1: 'bold',
    2: 'dim',
    31: 'red',
    32: 'green',
    33: 'yellow',
  };
  return text
    .replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .split('\u001b[')
    .map((part, i) => {
      const [, code, rest] = /^(\d+)m(.*)$/s.exec(part) ?? [];
      if (i === 0 || code === undefined) return part;
      return classes[code] ? `<span class="${classes[code]}">${rest}` : `</span>${rest}`;
    })
    .join('');
}

async function main(): Promise<void> {
  const executablePath = systemBrowser();
  if (!executablePath) throw new Error('pictures need the package chromium');
  mkdirSync(docs, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  const browser = await chromium.launch({ executablePath, args: quietFlags });
  try {
    await pictureOfReport(browser, folder);
    await pictureOfTerminal(browser);
    await pictureOfMeasured(browser, folder, 'modes', 'measured.png');
    await pictureOfMeasured(browser, folder, 'clusters', 'measured-clusters.png');
    await pictureOfEvents(browser, folder, 'clusters', 'measured-events.png');
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
