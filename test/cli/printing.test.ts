import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changed, goldenText } from '../report/golden';
import { run } from './run';

/** Clears the screen, sets the title, hides what follows, starts a sequence in one character, turns the order of letters. */
const hostile = '\u001b[2J\u001b]0;owned\u0007\u001b[8m\u009b1A\u202ex\r';
const raw = /[^\P{Cc}\n\t]|\p{Cf}/u;

/** Ends the line that it stands in, with what would then be a verdict, an order to a CI system, and another such order. */
const lines = 'x\nPASS 237 checks\n::error::forged\r\n##[error]forged';
const forgery = /^(PASS 237|\s*::error::)|##\[/m;

describe('no control character reaches the terminal raw', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'printing-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test.each<[string, string[]]>([
    ['a name', ['down', '--name', hostile]],
    ['a command', [hostile]],
    ['a flag', ['plan', `--${hostile}`]],
    ['a choice', ['lab', '--scenario', hostile]],
    ["a flag's value", ['plan', '--cni', hostile]],
    ['a path', ['plan', '--spec', hostile]],
    ['a place', ['explain', hostile, 'worker-1']],
    ['a file', ['report', hostile]],
    ['a fault', ['lab', '--fault', hostile]],
  ])('of %s that was typed', async (_, argv) => {
    const { code, stderr } = await run(argv, true);
    expect(code).toBe(2);
    expect(stderr).toContain('\\u001b');
    expect(stderr).not.toMatch(raw);
  });

  test('of a spec file', async () => {
    const file = join(folder, 'spec.yaml');
    writeFileSync(file, JSON.stringify({ cni: hostile, [hostile]: 1 }));
    const { stderr } = await run(['plan', '--spec', file], true);
    expect(stderr).not.toMatch(raw);
  });

  test('of a results file, nor any report made from it', async () => {
    const file = join(folder, 'r.json');
    writeFileSync(file, changed('route-missing', 'notes', [hostile]));
    const reports = ['html', 'markdown', 'junit'].map((kind) => [`--${kind}`, join(folder, kind)] as const);
    const { stdout } = await run(['report', file, ...reports.flat()]);
    expect(stdout).toContain('Note \\u001b[2J\\u001b]0;owned\\u0007\\u001b[8m\\u009b1A\\u202ex\\u000d');
    for (const text of [stdout, ...reports.map(([, path]) => readFileSync(path, 'utf8'))])
      expect(text).not.toMatch(raw);
  });

  test.each<[string, string[]]>([
    ['a name', ['down', '--name', lines]],
    ['a command', [lines]],
    ['a flag', ['plan', `--${lines}`]],
    ['a choice', ['lab', '--scenario', lines]],
    ['a choice behind =', ['lab', `--scenario=${lines}`]],
    ["a flag's value", ['plan', '--cni', lines]],
    ['a range', ['plan', '--pod-cidr', lines]],
    ['a path', ['plan', '--spec', lines]],
    ['a place', ['explain', lines, 'worker-1']],
    ['a file', ['report', lines]],
    ['a fault', ['lab', '--fault', lines]],
    ['a file to write', ['lab', '--json', join(lines, 'r.json')]],
    ['a stack', ['status', lines]],
  ])('and no line is begun, by %s that was typed', async (_, argv) => {
    const { code, stdout, stderr } = await run(argv);
    expect([code, stdout]).toEqual([expect.any(Number), '']);
    expect(code).toBeGreaterThan(1);
    expect(stderr).toContain('PASS 237 checks');
    expect(stderr).not.toMatch(forgery);
  });

  test('and no line is begun, by a folder whose files are listed', async () => {
    const out = join(folder, lines.replaceAll('/', ''));
    for (const command of [
      ['export', 'kind', '--out', out],
      ['test', '--target', 'kubernetes', '--dry-run', '--out', out],
    ]) {
      const { code, stdout } = await run(command);
      expect(code).toBe(0);
      expect(stdout).not.toMatch(forgery);
    }
  });

  test('and no line is begun, by the name of a file that is read', async () => {
    const file = join(folder, lines.replaceAll('/', ''));
    writeFileSync(file, goldenText('healthy'));
    for (const command of [
      ['report', file],
      ['compare', file, file, '--markdown', '-'],
      ['compare', file, file],
    ]) {
      const { code, stdout, stderr } = await run(command);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout.replace('PASS 237 checks: 237 passed', '')).not.toMatch(forgery);
    }
  });

  test('and no line is begun, by a spec file', async () => {
    const file = join(folder, 'spec.yaml');
    for (const spec of [{ cni: lines }, { [lines]: 1 }, { podCidr: lines }, { zones: [{ name: lines }] }]) {
      writeFileSync(file, JSON.stringify(spec));
      const { code, stderr } = await run(['plan', '--spec', file]);
      expect(code).toBe(2);
      expect(stderr).not.toMatch(forgery);
    }
    writeFileSync(file, `a: b: ${lines}`);
    expect((await run(['plan', '--spec', file])).stderr).not.toMatch(forgery);
  });

  test('and no line is begun, by a file that is no JSON', async () => {
    const file = join(folder, 'r.json');
    writeFileSync(file, lines);
    for (const command of [
      ['report', file],
      ['compare', file, file],
      ['test', '--target', 'kubernetes', '--observations', file],
    ]) {
      const { code, stderr } = await run(command);
      expect(code).toBe(2);
      expect(stderr).not.toMatch(forgery);
    }
  });

  test('and no line is begun, by a results file in any report made from it', async () => {
    const file = join(folder, 'r.json');
    const results = JSON.parse(goldenText('route-missing'));
    results.notes = [lines];
    results.testbed.name = lines;
    results.cni.mode = lines;
    results.provenance.kernel = lines;
    for (const diagnosis of results.diagnoses) Object.assign(diagnosis, { cause: lines, remedy: lines });
    for (const check of results.checks) if (check.reason) check.reason = lines;
    writeFileSync(file, JSON.stringify(results));
    const summary = join(folder, 'summary.md');
    process.env.GITHUB_STEP_SUMMARY = summary;
    const files = ['html', 'markdown', 'junit'].map((kind) => [`--${kind}`, join(folder, kind)] as const);
    const report = await run(['report', file, ...files.flat()]);
    const compared = await run(['compare', file, file]);
    delete process.env.GITHUB_STEP_SUMMARY;
    expect([report.code, compared.code]).toEqual([0, 0]);
    const texts = [...files.map(([, path]) => path), summary].map((path) => readFileSync(path, 'utf8'));
    for (const text of [report.stdout, report.stderr, compared.stdout]) expect(text).not.toMatch(forgery);
    for (const text of texts) expect(text).not.toMatch(/^(PASS 237|\s*::error::)/m);
  });

  test('but colours of our own', async () => {
    const before = process.env.FORCE_COLOR;
    process.env.FORCE_COLOR = '1';
    const { stdout } = await run(['plan'], true);
    if (before === undefined) delete process.env.FORCE_COLOR;
    else process.env.FORCE_COLOR = before;
    expect(stdout).toContain('\u001b[1mAddress plan\u001b[22m');
  });
});
