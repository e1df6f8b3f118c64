/**
 * The glossary of docs/learn.md is the one that `testbed explain --words` shows. `UPDATE_DOCS=1 npx jest test/docs` writes it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { glossary, lessonSteps } from '../../lib/run';
import { anchors, page } from './pages';
import { placesOfTables, withTables } from './tables';

const file = join(packageRoot, 'docs/learn.md');

const tables = new Map([
  [
    'words',
    [
      '| word | meaning |',
      '|---|---|',
      ...glossary().map(({ word, also, meaning }) => `| ${[word, ...also].join(', ')} | ${meaning.trim()} |`),
    ],
  ],
]);

test('docs/learn.md has the glossary', () => {
  const text = readFileSync(file, 'utf8');
  expect(placesOfTables(text)).toEqual([...tables.keys()]);
  if (process.env.UPDATE_DOCS) writeFileSync(file, withTables(text, tables));
  else expect(text).toBe(withTables(text, tables));
});

/** Headings that a step of the lesson has its section under, where it is not its own title. */
const sections: Readonly<Record<string, string>> = {
  cni: 'with-a-cni-flannels-tunnel',
  modes: 'all-modes',
  broken: 'break-something-by-hand-find-it-mend-it',
};

test('docs/learn.md has a section for every step of the lesson', () => {
  const known = anchors(page('docs/learn.md'));
  const wanted = lessonSteps().map(
    ({ name, title }) =>
      sections[name] ??
      title
        .toLowerCase()
        .replace(/[^a-z\s-]/g, '')
        .replace(/\s/g, '-'),
  );
  expect(wanted.filter((anchor) => !known.includes(anchor))).toEqual([]);
});
