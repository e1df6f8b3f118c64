/**
 * docs/exports.md shows the exports as they are: its picture, options and rules stand between `<!-- table NAME -->` and
 * `<!-- end -->`, and `UPDATE_DOCS=1 npx jest test/docs` writes them. README.md and help name every fabric.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { cnis } from '../../lib/cni';
import { fabricExports } from '../../lib/export';
import { run } from '../cli/run';
import { exportTables } from './export-tables';
import { page, tableRows } from './pages';
import { placesOfTables, withTables } from './tables';

const file = join(packageRoot, 'docs/exports.md');

test('docs/exports.md has the picture, the options and the rules of every export', () => {
  const text = readFileSync(file, 'utf8');
  expect(placesOfTables(text)).toEqual([...exportTables.keys()].sort());
  if (process.env.UPDATE_DOCS) writeFileSync(file, withTables(text, exportTables));
  else expect(text).toBe(withTables(text, exportTables));
});

/** What a reader finds a fabric by. */
const products = ['Cisco ACI', 'VMware NSX-T', 'Big Cloud Fabric'];
const real = cnis.filter(({ deployment }) => deployment).map(({ name }) => name);

test('README.md and docs/exports.md have a row for every CNI and every fabric, and what it runs', () => {
  for (const path of ['README.md', 'docs/exports.md']) {
    const rows = tableRows(page(path)).map(
      ([first = '', ...rest]) => [first.toLowerCase(), rest.join(' ')] as const,
    );
    const named = [...real, ...products.map((product) => product.toLowerCase())];
    const missing = named.filter(
      (name) => !rows.some(([first, rest]) => first.includes(name) && rest.length > 5),
    );
    expect({ path, missing }).toEqual({ path, missing: [] });
  }
});

test('the help of export, plan and the program names every fabric', async () => {
  const { stdout: helpOfExport } = await run(['export', '--help']);
  const { stdout: help } = await run(['--help']);
  const said = (text: string) => text.replace(/\s+/g, ' ');
  expect(products.filter((product) => !said(helpOfExport).includes(product))).toEqual([]);
  expect(products.filter((product) => !said(help).includes(product))).toEqual([]);
  const { stdout: helpOfPlan } = await run(['plan', '--help']);
  expect(fabricExports.filter(({ name }) => !helpOfPlan.includes(name))).toEqual([]);
});
