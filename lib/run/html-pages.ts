/** HTML pages, by a bundle of its own that is loaded only here: its charts take longer to load than all the rest. */
import { join } from 'node:path';
import { packageRoot } from '../base/package-root';
import type { FigureOptions } from '../measure';
import type { ComparedPage } from '../report/html/measured-page';
import type { LeftoversReport, Results } from '../results';
import { choiceOffer } from './choose/offer';

/** The report of one run: an HTML page that needs nothing else. */
export async function renderHtml(results: Results): Promise<string> {
  return (await pages()).htmlReport(results);
}

/** What was measured, modes and runs side by side, and what CNIs can do, likewise. */
export async function renderMeasured(
  compared: Omit<ComparedPage, 'choice'>,
  options: FigureOptions = {},
): Promise<string> {
  return (await pages()).comparedPage({ ...compared, choice: choiceOffer() }, options);
}

/** What CNIs have left in a cluster, likewise. */
export async function renderLeftovers(report: LeftoversReport): Promise<string> {
  return (await pages()).leftoversPage(report);
}

function pages(): Promise<typeof import('../report/html')> {
  return import(join(packageRoot, 'dist', 'html-report.js'));
}
