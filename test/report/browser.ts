/** The system's own browser for tests of the report; none is downloaded. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { quietFlags, systemBrowser } from '../../lib/report/system-browser';

const executablePath = systemBrowser();

/** `describe` where there is a browser; else a visible skip that says how to get one. */
export function describeBrowser(title: string, body: () => void): void {
  if (executablePath) describe(title, body);
  else describe.skip(`${title}${missing}`, body);
}

/** Likewise, once for each of the cases. */
export function describeBrowserEach<T>(
  cases: readonly (readonly [name: string, value: T])[],
  title: string,
  body: (name: string, value: T) => void,
): void {
  if (executablePath) describe.each(cases)(title, body);
  else describe.skip.each(cases)(`${title}${missing}`, body);
}

const missing = ' (skipped: chromium is not installed)';

export interface View {
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** Whether it has fingers for a pointer. @default false */
  readonly touch?: boolean;
}

/** A page opened from disk, and whatever it complained about or asked the network for. */
export interface Opened {
  readonly page: Page;
  readonly complaints: string[];
  readonly requests: string[];
}

export class ReportBrowser {
  private readonly folder = mkdtempSync(join(tmpdir(), 'report-'));
  private browser?: Browser;

  async start(): Promise<void> {
    this.browser = await chromium.launch({ executablePath, args: quietFlags });
  }

  async open(
    html: string,
    { width = 1280, colorScheme = 'light', touch = false }: View = {},
  ): Promise<Opened> {
    const file = join(this.folder, 'report.html');
    writeFileSync(file, html);
    const context = await this.browser!.newContext({
      colorScheme,
      viewport: { width, height: 900 },
      hasTouch: touch,
    });
    const page = await context.newPage();
    const [complaints, requests]: [string[], string[]] = [[], []];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(`${pathToFileURL(file)}`);
    return { page, complaints, requests };
  }

  async stop(): Promise<void> {
    await this.browser?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
