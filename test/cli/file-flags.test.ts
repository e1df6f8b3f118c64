import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  constants,
  linkSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { goldenText } from '../report/golden';
import { run } from './run';

describe('a file that is written', () => {
  const lab = ['lab', '--target', 'predicted'];
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'file-flags-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test.each<[string, () => string, RegExp]>([
    [
      'in a folder that is not there',
      () => join(folder, 'a', 'r'),
      /: there is no folder \S+\/a; name another/,
    ],
    [
      'below a file',
      () => join(__filename, 'r'),
      /: there is no folder \S+file-flags\.test\.ts; name another/,
    ],
    [
      'by a link that leads nowhere',
      () => {
        symlinkSync('nowhere/r', join(folder, 'link'));
        return join(folder, 'link');
      },
      /: there is no folder \S+\/nowhere; name another/,
    ],
    ['in place of a folder', () => folder, /: this is a folder; name another file/],
    ['without a name', () => '', /--json "": this is no name of a file; name another file/],
  ])('is refused before anything is done %s', async (_, file, words) => {
    const { code, stdout, stderr } = await run([...lab, '--json', file()]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(words);
  });

  test('is followed where it leads, as a shell does: through a link, whose target keeps its mode', async () => {
    const [target, link] = [join(folder, 'target'), join(folder, 'link')];
    writeFileSync(target, 'old', { mode: 0o600 });
    symlinkSync(target, link);
    expect((await run([...lab, '-q', '--json', link])).code).toBe(0);
    expect(JSON.parse(readFileSync(target, 'utf8')).summary.fail).toBe(0);
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect((await run([...lab, '-q', '--json', '/dev/null'])).code).toBe(0);
  });

  test('is a pipe that is read, however slowly, or the report says that nobody reads it', async () => {
    const pipe = join(folder, 'pipe');
    spawnSync('mkfifo', [pipe]);
    const unread = await run([...lab, '-q', '--json', pipe]);
    expect([unread.code, unread.stderr]).toEqual([
      4,
      expect.stringContaining(`${pipe} cannot be written: it is a pipe that nobody reads`),
    ]);
    const reader = spawn('sh', ['-c', 'exec <"$1"; echo; sleep 0.2; exec cat >"$1.read"', 'sh', pipe]);
    const ended = once(reader, 'close');
    // With both ends the reader's opening does not wait; once it is open, the other ends here may go.
    const both = openSync(pipe, constants.O_RDWR);
    await once(reader.stdout, 'data');
    const { code } = await run([...lab, '-q', '--nodes', '12', '--json', pipe]);
    closeSync(both);
    expect(code).toBe(0);
    await ended;
    expect(JSON.parse(readFileSync(`${pipe}.read`, 'utf8')).summary.fail).toBe(0);
  });

  test('goes to standard output for -, and nothing else does', async () => {
    const { code, stdout, stderr } = await run([...lab, '--json', '-']);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout).summary.fail).toBe(0);
    expect((await run([...lab, '--json', '-', '--junit', '-'])).stderr).toContain(
      'this would overwrite --json -',
    );
    expect(
      (await run(['faults', '--only', 'node-dead', '--target', 'predicted', '--json', '-'])).stdout,
    ).toMatch(/^\{/);
  });
});

describe('a file that is read', () => {
  let folder = '';
  let file = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'file-flags-'));
    file = join(folder, 'r.json');
    writeFileSync(file, goldenText('healthy'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const refused = async (argv: string[], words: string, kept = file) => {
    const before = readFileSync(kept, 'utf8');
    const { code, stdout, stderr } = await run(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
    expect(readFileSync(kept, 'utf8')).toBe(before);
  };

  test.each(['--html', '--markdown', '--junit'])('is not overwritten by its own report: %s', async (flag) => {
    await refused(['report', file, flag, file], `${flag} ${file}: this would overwrite the results file`);
  });

  test('is known again by another spelling, through a link, and by another name', async () => {
    const [soft, hard] = [join(folder, 'soft'), join(folder, 'hard')];
    symlinkSync(file, soft);
    linkSync(file, hard);
    const spelled = join(folder, '..', basename(folder), '.', 'r.json');
    for (const path of [spelled.replace(/r\.json$/, './r.json'), soft, hard])
      await refused(['report', file, '--html', path], 'this would overwrite the results file');
    await refused(['report', soft, '--html', file], 'this would overwrite the results file');
  });

  test('is not overwritten where it is a spec', async () => {
    const spec = join(folder, 'spec.yaml');
    writeFileSync(spec, 'workers: 1');
    const run = ['lab', '--target', 'predicted', '--spec', spec, '--json', spec];
    await refused(run, `--json ${spec}: this would overwrite --spec ${spec}`, spec);
  });

  test('is not written twice, unless it is no file', async () => {
    const out = join(folder, 'out');
    await refused(['report', file, '--html', out, '--markdown', out], 'this would overwrite --html');
    expect((await run(['report', file, '--html', '/dev/null', '--markdown', '/dev/null', '-q'])).code).toBe(
      0,
    );
  });

  test('may start with a byte order mark', async () => {
    writeFileSync(file, `\ufeff${goldenText('healthy')}`);
    expect((await run(['report', file, '-q'])).code).toBe(0);
  });
});
