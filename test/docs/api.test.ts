/** The pages of docs/api are what the sources say. `UPDATE_DOCS=1 npx jest test/docs/api` writes them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';

const written = join(packageRoot, 'docs/api');
const folder = process.env.UPDATE_DOCS ? written : mkdtempSync(join(tmpdir(), 'testbed-api-'));
execFileSync(process.execPath, [join(packageRoot, 'build/api-reference.mjs'), folder]);
afterAll(() => {
  if (folder !== written) rmSync(folder, { recursive: true });
});

const pages = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
/** Heading and body of each export. */
const sections = pages.flatMap(({ name, text }) =>
  text
    .split(/^### /m)
    .slice(1)
    .map((part) => ({ name, title: part.split('\n')[0]!, body: part.slice(part.indexOf('\n')).trim() })),
);

test('docs/api has a page for each entry of the package and one that lists them, and each is what the sources say', () => {
  expect(readdirSync(written).sort()).toEqual(pages.map(({ name }) => name).sort());
  for (const { name, text } of pages) expect(readFileSync(join(written, name), 'utf8')).toBe(text);
});

test('every export is explained before it is shown', () => {
  expect(sections.length).toBeGreaterThan(200);
  expect(sections.flatMap(({ title, body }) => (/^([A-Z]|`[^`])/.test(body) ? [] : [title]))).toEqual([]);
});

test('what a function refuses, takes and does by default is there', () => {
  const of = (wanted: string) => sections.find(({ title }) => title === wanted)!.body;
  expect(of('function runLab')).toMatch(/Throws SpecError .*RunError.*TargetError/);
  expect(of('function runLab')).toContain(
    'function runLab(spec: TestbedSpec, options?: LabOptions): Promise<Results>',
  );
  expect(of('interface LabOptions')).toMatch(/\| `predictOnly\?` \| `boolean` \| Whether .* \| false \|/);
  expect(of('interface LabOptions')).toContain('| `sample?` |'); // inherited
  expect(of('class SpecError')).toContain('| `problems` |');
});

test('every link leads to a heading of its page, or to a file', () => {
  const anchors = new Set(
    sections.map(({ name, title }) => `${name}#${title.toLowerCase().replace(/ /g, '-')}`),
  );
  const broken = pages.flatMap(({ name, text }) =>
    Array.from(text.matchAll(/\]\(#([^)]+)\)/g), ([, anchor]) => `${name}#${anchor}`).filter(
      (link) => !anchors.has(link),
    ),
  );
  expect(broken).toEqual([]);
});
