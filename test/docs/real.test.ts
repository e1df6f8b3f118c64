/**
 * The tables of docs/real.md are what was recorded. Each stands between `<!-- table NAME -->` and `<!-- end -->`;
 * `UPDATE_DOCS=1 npx jest test/docs` writes them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { recording } from '../real/run/record';
import { realTables } from '../real/run/table';
import { placesOfTables, withTables } from './tables';

const file = join(packageRoot, 'docs/real.md');
const tables = realTables(recording());

test('docs/real.md has every table of what real clusters showed', () => {
  const text = readFileSync(file, 'utf8');
  expect(placesOfTables(text)).toEqual([...tables.keys()].sort());
  if (process.env.UPDATE_DOCS) writeFileSync(file, withTables(text, tables));
  else expect(text).toBe(withTables(text, tables));
});
