/**
 * The tables of docs/choosing.md are what the cells say. Each stands between `<!-- table NAME -->` and `<!-- end -->`;
 * `UPDATE_DOCS=1 npx jest test/docs` writes them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { capabilityTables } from './capability-tables';
import { placesOfTables, withTables } from './tables';

const file = join(packageRoot, 'docs/choosing.md');

test('docs/choosing.md has the table of every CNI, and one over all', () => {
  const text = readFileSync(file, 'utf8');
  expect(placesOfTables(text)).toEqual([...capabilityTables.keys()].sort());
  if (process.env.UPDATE_DOCS) writeFileSync(file, withTables(text, capabilityTables));
  else expect(text).toBe(withTables(text, capabilityTables));
});
