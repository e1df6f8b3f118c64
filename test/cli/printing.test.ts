import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changed } from '../report/golden';
import { run } from './run';

/** Clears the screen, sets the title, hides what follows, starts a sequence in one character, turns the order of letters. */
const hostile = '\u001b[2J\u001b]0;owned\u0007\u001b[8m\u009b1A\u202ex\r';
const raw = /[^\P{Cc}\n\t]|\p{Bidi_Control}/u;

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

  test('but colours of our own', async () => {
    const before = process.env.FORCE_COLOR;
    process.env.FORCE_COLOR = '1';
    const { stdout } = await run(['plan'], true);
    if (before === undefined) delete process.env.FORCE_COLOR;
    else process.env.FORCE_COLOR = before;
    expect(stdout).toContain('\u001b[1mAddress plan\u001b[22m');
  });
});
