/**
 * The tables of docs/choosing.md are what the cells say. Each stands between `<!-- table NAME -->` and `<!-- end -->`;
 * `UPDATE_DOCS=1 npx jest test/docs` writes them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { capabilityTables } from './capability-tables';

const file = join(packageRoot, 'docs/choosing.md');

/** The page with every table as it should be. */
function renewed(text: string): string {
  return text.replace(
    /(<!-- table (\S+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, start: string, name: string, end: string) =>
      `${start}\n${capabilityTables.get(name)?.join('\n') ?? `There is no table ${name}.`}\n\n${end}`,
  );
}

test('docs/choosing.md has the table of every CNI, and one over all', () => {
  const text = readFileSync(file, 'utf8');
  const places = Array.from(text.matchAll(/<!-- table (\S+) -->/g), ([, name]) => name);
  expect(places.sort()).toEqual([...capabilityTables.keys()].sort());
  if (process.env.UPDATE_DOCS) writeFileSync(file, renewed(text));
  else expect(text).toBe(renewed(text));
});
