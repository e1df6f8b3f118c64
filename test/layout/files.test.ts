/** What every file and folder of lib keeps to, so that the code can be read. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { undocumentedIn, unexplainedIn } from './exports';
import { circlesIn, importGraph } from './import-graph';
import { root, type Source, sourceOf, sourcesIn } from './sources';

/** Files of more than 200 lines, each with its reason. */
const longFiles: Readonly<Record<string, string>> = {
  'lib/datapath/host.ts': 'a vocabulary: types and their one-line explanations',
};

/** Most files in one folder, of any kind. */
const mostFiles = 25;

const sources = sourcesIn('lib');

describe('files', () => {
  const lines = ({ text }: Source) => text.split('\n').length - 1;

  test('have at most 200 lines', () => {
    expect(
      sources.filter((source) => lines(source) > 200 && !(source.path in longFiles)).map(({ path }) => path),
    ).toEqual([]);
  });

  test('are excused nowhere without need', () => {
    expect(Object.keys(longFiles).filter((path) => lines(sourceOf(path)) <= 200)).toEqual([]);
  });
});

describe('imports', () => {
  test('make no circles, by value or by type', () => {
    expect(circlesIn(importGraph(sources))).toEqual([]);
  });

  test('that make a circle would be found', () => {
    const source = (path: string, ...imports: string[]): Source => ({ path, imports, text: '' });
    const circle = [source('lib/a.ts', './b'), source('lib/b/index.ts', './c'), source('lib/b/c.ts', '../a')];
    expect(circlesIn(importGraph([...circle, source('lib/d.ts', './a')]))).toEqual([
      ['lib/a.ts', 'lib/b/c.ts', 'lib/b/index.ts'],
    ]);
  });
});

describe('folders', () => {
  test(`have at most ${mostFiles} files`, () => {
    const folders = [...new Set(sources.map(({ path }) => dirname(path)))];
    const wide = folders.filter((folder) => filesIn(folder) > mostFiles);
    expect(wide).toEqual([]);
  });
});

describe('exports', () => {
  test('have a sentence each, right before them', () => {
    const found = sources.flatMap((source) =>
      undocumentedIn(source).map((name) => `${source.path}: ${name}`),
    );
    expect(found).toEqual([]);
  });

  test.each([
    ['export const a = 1;', ['a']],
    ['/** One. */\nexport async function a() {}\nexport interface B {}', ['B']],
    ['/** One. */\nexport function a(b: 1): 2;\nexport function a(b: 3): 4;', []],
    ["export { a } from './a';\nexport type { B } from './b';", []],
  ])('of %j without one are %j', (text, names) => {
    expect(undocumentedIn({ path: '', imports: [], text })).toEqual(names);
  });
});

describe('options and properties', () => {
  test('have a sentence each, and a default where they can be left out', () => {
    const found = sources.flatMap((source) => unexplainedIn(source).map((name) => `${source.path}: ${name}`));
    expect(found).toEqual([]);
  });

  test.each([
    ['  readonly a: string;', ['AOptions.a']],
    ['  /** Seconds. */\n  readonly a?: number;\n  /** B. */\n  readonly b: number;', ['AOptions.a']],
    ['  /** Seconds. @default 3 */\n  readonly a?: number;', []],
  ])('with %j have not: %j', (members, names) => {
    const text = `export interface AOptions {\n${members}\n}\n`;
    expect(unexplainedIn({ path: '', imports: [], text })).toEqual(names);
  });
});

function filesIn(folder: string): number {
  return readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.isFile()).length;
}
