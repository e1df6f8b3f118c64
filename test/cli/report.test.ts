import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changed } from '../report/golden';
import { run } from './run';

const golden = join(__dirname, '..', 'golden', 'route-missing.json');

describe('testbed report', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'report-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('writes HTML, Markdown and JUnit from a results file, and exits 0 though checks failed', async () => {
    const [html, markdown, junit] = ['r.html', 'r.md', 'r.xml'].map((name) => join(folder, name));
    const { code, stdout } = await run([
      'report',
      golden,
      '--html',
      html!,
      '--markdown',
      markdown!,
      '--junit',
      junit!,
    ]);
    expect(code).toBe(0);
    expect(readFileSync(html!, 'utf8')).toMatch(/^<!doctype html>/);
    expect(readFileSync(markdown!, 'utf8')).toMatch(/^## ❌ FAIL/);
    expect(readFileSync(junit!, 'utf8')).toMatch(/^<\?xml/);
    expect(stdout).toContain(`Report: file://${html}`);
  });

  test('appends its summary to the page of a CI job', async () => {
    const page = join(folder, 'summary.md');
    writeFileSync(page, 'before\n');
    process.env.GITHUB_STEP_SUMMARY = page;
    await run(['report', golden, '--quiet']);
    delete process.env.GITHUB_STEP_SUMMARY;
    expect(readFileSync(page, 'utf8')).toMatch(/^before\n## ❌ FAIL/);
  });

  test.each<[string, string, string]>([
    ['of a later schema', changed('healthy', 'schema', 'cni-testbed/results/v9'), 'this version reads'],
    ['without a plan', changed('healthy', 'plan', undefined), 'plan is missing'],
    ['that is no JSON', '<html>', 'it is not JSON'],
  ])('refuses a file %s with exit code 2 and writes nothing', async (_, text, words) => {
    const file = join(folder, 'r.json');
    writeFileSync(file, text);
    const { code, stderr } = await run(['report', file, '--html', join(folder, 'r.html')]);
    expect([code, existsSync(join(folder, 'r.html'))]).toEqual([2, false]);
    expect(stderr).toContain(words);
  });

  test('says when there is no such file', async () => {
    const { code, stderr } = await run(['report', join(folder, 'none.json')]);
    expect(code).toBe(2);
    expect(stderr).toContain('none.json cannot be read');
  });
});

describe('testbed faults', () => {
  test('lists what it can break', async () => {
    const { code, stdout } = await run(['faults', '--list']);
    expect(code).toBe(0);
    expect(stdout).toContain('route-missing');
  });

  test('walks every fault where nothing can be measured, and finds all that do not hang on chance', async () => {
    const { code, stdout } = await run([
      'faults',
      '--target',
      'predicted',
      '--only',
      'route-missing',
      'node-dead',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain(
      '2 faults tried (seed 1): 2 detected, 2 diagnosed right, 0 false causes (score 2 of 2); nothing was measured',
    );
  });

  test.each([
    [['faults', '--only', 'gremlins'], 'there is no fault gremlins'],
    [['faults', '--seed', 'x'], '--seed x'],
    [['lab', '--fault', 'gremlins'], 'there is no fault gremlins'],
    [['lab', '--fault', 'bgp-session-down', '--target', 'predicted'], 'has nothing that it could break'],
  ])('refuses %j', async (argv, words) => {
    const { code, stderr } = await run(argv);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });
});
