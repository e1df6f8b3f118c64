/** The HTML report as it ships: charts are ES modules, which only the bundler reads. */
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';

export const { comparedPage, htmlReport }: typeof import('../../lib/report/html') = require(
  join(packageRoot, 'dist', 'html-report.js'),
);
