/** The tables of docs/measuring.md are what was recorded; `UPDATE_DOCS=1 npx jest test/docs/measured.test.ts` writes them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { recorded, recordedClustersFile } from '../measure/recorded';
import { measuredTables } from './measured-tables';
import { placesOfTables, withTables } from './tables';

const file = join(packageRoot, 'docs/measuring.md');
const tables = measuredTables(recorded(recordedClustersFile));

test('docs/measuring.md has every table of two clusters that were measured in turns', () => {
  const text = readFileSync(file, 'utf8');
  expect(placesOfTables(text)).toEqual([...tables.keys()].sort());
  if (process.env.UPDATE_DOCS) writeFileSync(file, withTables(text, tables));
  else expect(text).toBe(withTables(text, tables));
});
