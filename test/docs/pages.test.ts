/** What holds of every page: it is short, its links lead somewhere, and the files that it names exist. */
import { existsSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { anchors, codeSpans, links, type Page, page, pages } from './pages';

const all = pages();
const each = all.map((one) => [one.path, one] as const);

/** What is wrong with a link; undefined where it leads somewhere. */
function broken({ path }: Page, target: string): string | undefined {
  if (/^https:/.test(target)) return undefined;
  const [file = '', anchor] = target.split('#');
  const to = file === '' ? path : normalize(join(path, '..', file));
  if (!existsSync(join(packageRoot, to))) return `${target}: there is no file ${to}`;
  if (anchor === undefined || !to.endsWith('.md')) return undefined;
  return anchors(page(to)).includes(anchor) ? undefined : `${target}: ${to} has no such heading`;
}

/** Paragraphs and entries of lists: lines of text that follow one another. */
function paragraphs({ prose }: Page): string[][] {
  const found: string[][] = [[]];
  for (const line of prose) {
    if (line === '' || /^(#|\||!\[)/.test(line)) found.push([]);
    else if (/^\s*([-*]|\d+\.) /.test(line)) found.push([line]);
    else found.at(-1)?.push(line);
  }
  return found.filter((lines) => lines.length > 0);
}

describe('README.md', () => {
  test('has at most 10,000 bytes', () =>
    expect(statSync(join(packageRoot, 'README.md')).size).toBeLessThanOrEqual(10_000));

  test('leads to every page of docs', () => {
    const led = links(page('README.md'));
    expect(all.slice(1).filter(({ path }) => !led.includes(path))).toEqual([]);
  });
});

describe.each(each)('%s', (_, one) => {
  test('has no broken link', () => {
    expect(links(one).flatMap((target) => broken(one, target) ?? [])).toEqual([]);
  });

  test('names only files and folders that exist', () => {
    const paths = codeSpans(one).filter((code) =>
      /^(lib|test|docs|\.ci)\/[\w./-]*$|^[\w.-]+\.(mjs|ts)$/.test(code),
    );
    const real = paths.filter((path) => !path.includes('NAME')); // recipes name what is to be written
    expect(real.filter((path) => !existsSync(join(packageRoot, path)))).toEqual([]);
  });

  test('has paragraphs of at most five lines, and lines of at most 120 characters', () => {
    expect(paragraphs(one).filter((lines) => lines.length > 5)).toEqual([]);
    expect(paragraphs(one).flatMap((lines) => lines.filter((line) => line.length > 120))).toEqual([]);
  });
});

describe('the text of every page', () => {
  const quaint = /source document|design, section|foretold|foretell|a stranger\b|without a word/i;
  test('explains itself, in standard terms', () => {
    const found = all.flatMap(({ path, prose }) =>
      prose.flatMap((line, i) => (quaint.test(line) ? [`${path}:${i + 1}: ${line}`] : [])),
    );
    expect(found).toEqual([]);
  });
});

describe('a link', () => {
  const from = page('docs/learn.md');
  test.each(['nowhere.md', '../nowhere', '#nowhere', 'spec.md#nowhere'])(
    'such as %s is found broken',
    (target) => expect(broken(from, target)).toBeDefined(),
  );
});
