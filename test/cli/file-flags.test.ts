import { linkSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { goldenText } from '../report/golden';
import { run } from './run';

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
