import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capturesIn, RunError } from '../../lib/run';

const folder = mkdtempSync(join(tmpdir(), 'captures-in-'));
afterAll(() => rmSync(folder, { recursive: true }));

const capture = (host: string) => ({
  schema: 'cni-testbed/capture/v1',
  host,
  takenAt: '2026-01-02T03:04:05Z',
  root: true,
  outputs: {},
});

function folderWith(name: string, files: Readonly<Record<string, unknown>>): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [file, content] of Object.entries(files))
    writeFileSync(join(path, file), typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function problemOf(path: string) {
  try {
    capturesIn(path);
  } catch (error) {
    if (error instanceof RunError) return error.problem;
    throw error;
  }
  throw new Error('it was taken');
}

test('the captures of a folder are those of its JSON files, by their names', () => {
  const path = folderWith('good', { 'b.json': capture('a'), 'a.json': capture('b'), 'notes.txt': 'no' });
  expect(capturesIn(path).map(({ host }) => host)).toEqual(['b', 'a']);
  expect(capturesIn(join(path, 'b.json')).map(({ host }) => host)).toEqual(['a']);
});

test('a folder without captures is refused', () =>
  expect(problemOf(folderWith('empty', { 'notes.txt': 'no' }))).toMatchObject({ code: 'no-captures' }));

test('what cannot be read is refused', () =>
  expect(problemOf(join(folder, 'none'))).toMatchObject({ code: 'unreadable-file' }));

test('two captures of one machine are refused', () => {
  const path = folderWith('twice', { 'a.json': capture('a'), 'b.json': capture('a') });
  expect(problemOf(path)).toMatchObject({
    code: 'not-capture',
    file: join(path, 'b.json'),
    reason: expect.stringContaining(join(path, 'a.json')),
  });
});

test('a file that holds none is refused by its name', () => {
  const path = folderWith('wrong', { 'a.json': '{' });
  expect(problemOf(path)).toMatchObject({ code: 'not-capture', file: join(path, 'a.json') });
});
