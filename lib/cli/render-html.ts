import { join } from 'node:path';
import type { Results } from '../check';
import { packageRoot } from '../package-root';

/**
 * The HTML report, by a bundle of its own that is loaded only here: its charts take longer to load than all the rest of
 * the command.
 */
export async function renderHtml(results: Results): Promise<string> {
  const bundle = join(packageRoot, 'dist', 'html-report.js');
  const { htmlReport } = (await import(bundle)) as typeof import('../report/html');
  return htmlReport(results);
}
