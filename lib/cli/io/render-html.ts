import { join } from 'node:path';
import { packageRoot } from '../../base/package-root';
import type { Comparison, Results } from '../../results';

/**
 * The HTML report, by a bundle of its own that is loaded only here: its charts take longer to load than all the rest of
 * the command.
 */
export async function renderHtml(results: Results): Promise<string> {
  return (await reports()).htmlReport(results);
}

/** The page of all CNIs side by side, likewise. */
export async function renderComparison(comparison: Comparison): Promise<string> {
  return (await reports()).comparisonPage(comparison);
}

function reports(): Promise<typeof import('../../report/html')> {
  return import(join(packageRoot, 'dist', 'html-report.js'));
}
