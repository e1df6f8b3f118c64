/** HTML pages, by a bundle of its own that is loaded only here: its charts take longer to load than all the rest. */
import { join } from 'node:path';
import { packageRoot } from '../base/package-root';
import type { Comparison, Results } from '../results';

/** The report of one run: an HTML page that needs nothing else. */
export async function renderHtml(results: Results): Promise<string> {
  return (await pages()).htmlReport(results);
}

/** The page of all CNIs side by side, likewise. */
export async function renderComparison(comparison: Comparison): Promise<string> {
  return (await pages()).comparisonPage(comparison);
}

function pages(): Promise<typeof import('../report/html')> {
  return import(join(packageRoot, 'dist', 'html-report.js'));
}
