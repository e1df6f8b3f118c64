/** Reports that cannot be made or written: none takes the verdict, the results or another report with it. */
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { run } from './run';

const { tmpdir } = jest.requireActual<typeof import('node:os')>('node:os');

/** What the command takes for the system's folder of what is temporary. */
let temporary = '';

jest.mock('node:os', () => ({ ...jest.requireActual('node:os'), tmpdir: () => temporary }));

/** Reports whose maker breaks off. */
const broken = new Set<string>();

jest.mock('../../lib/report', () => {
  const real = jest.requireActual('../../lib/report');
  const makers = ['terminalReport', 'junitReport', 'markdownReport', 'comparisonTable', 'runComparisonText'];
  const breaking = (name: string) => [
    name,
    (...values: unknown[]) => {
      if (broken.has(name)) throw new RangeError(`${name} broke off`);
      return real[name](...values);
    },
  ];
  return { ...real, ...Object.fromEntries(makers.map(breaking)) };
});

jest.mock('../../lib/run/html-pages', () => {
  const real = jest.requireActual('../../lib/run/html-pages');
  const breaking = (name: string) => [
    name,
    async (...values: unknown[]) => {
      if (broken.has(name)) throw new RangeError(`${name} broke off`);
      return real[name](...values);
    },
  ];
  return Object.fromEntries(['renderHtml', 'renderMeasured'].map(breaking));
});

const passing = ['lab', '--target', 'predicted', '--nodes', '2'];
const failing = ['lab', '--target', 'predicted', '--scenario', 'conflict'];
const all = ['lab', '--all', '--target', 'predicted', '--nodes', '2', '--cni', 'flannel', '--mode', 'vxlan'];

describe('a report that fails', () => {
  const start = process.cwd();
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'failing-'));
    process.chdir(folder);
    temporary = folder;
    broken.clear();
    delete process.env.GITHUB_STEP_SUMMARY;
  });
  afterEach(() => {
    process.chdir(start);
    delete process.env.GITHUB_STEP_SUMMARY;
    rmSync(folder, { recursive: true });
  });

  const files = (...kinds: string[]) => kinds.flatMap((kind) => [`--${kind}`, `r.${kind}`]);
  /** Files of results in the temporary or the working folder. */
  const saved = () =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /^testbed-results-.*\/.*\.json$/.test(name),
    );

  test.each([
    ['renderHtml', ['junit', 'markdown'], 'html'],
    ['junitReport', ['html', 'markdown'], 'junit'],
    ['markdownReport', ['html', 'junit'], 'markdown'],
  ])('as %s breaks off leaves the verdict and all others', async (maker, kept, lost) => {
    broken.add(maker);
    const { code, stdout, stderr } = await run([...passing, ...files('json', 'junit', 'markdown', 'html')]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^PASS \d+ checks/m);
    for (const kind of ['json', ...kept]) expect(readFileSync(`r.${kind}`, 'utf8')).not.toBe('');
    expect(existsSync(`r.${lost}`)).toBe(false);
    expect(stderr).toContain(`${maker} broke off`);
    expect(stderr).toContain('This is a bug in cni-testbed');
    expect(stderr).toMatch(/^ {4}at /m);
    expect(saved()).toEqual([]);
  });

  test('has the results saved where nobody asked for them, so that it can be made again', async () => {
    broken.add('renderHtml');
    const { stderr } = await run([...passing, ...files('html')]);
    const [file] = saved();
    expect(stderr).toContain(`testbed report ${join(folder, file!)} --html r.html`);
    broken.clear();
    const again = await run(['report', file!, ...files('html')]);
    expect([again.code, existsSync('r.html')]).toEqual([0, true]);
  });

  test.each([
    ['renderHtml', 'html'],
    ['junitReport', 'junit'],
    ['markdownReport', 'markdown'],
  ])('as %s breaks off does not hide that a check failed', async (maker, kind) => {
    broken.add(maker);
    const { code, stdout } = await run([...failing, ...files(kind)]);
    expect([code, saved().length]).toEqual([3, 1]);
    expect(stdout).toMatch(/^FAIL \d+ checks/m);
  });

  test('for the terminal leaves its last line, the files and the results', async () => {
    broken.add('terminalReport');
    const { code, stdout, stderr } = await run([...failing, ...files('html')]);
    expect([code, saved().length, existsSync('r.html')]).toEqual([3, 1, true]);
    expect(stdout).toMatch(/^FAIL 44 checks: \d+ passed, \d+ failed, \d+ skipped/m);
    expect(stderr).toContain(
      'the report for the terminal cannot be made: RangeError: terminalReport broke off',
    );
  });

  test('as its disk is full leaves all others, and has the results saved', async () => {
    const argv = [...passing, '--json', '/dev/full', '--junit', '/dev/full', ...files('html', 'markdown')];
    const { code, stdout, stderr } = await run(argv);
    expect(code).toBe(4);
    expect(stdout).toMatch(/^PASS/m);
    expect(stderr.match(/\/dev\/full cannot be written: ENOSPC/g)).toHaveLength(2);
    expect([existsSync('r.html'), existsSync('r.markdown'), saved().length]).toEqual([true, true, 1]);
  });

  test('as its folder went meanwhile leaves all others', async () => {
    mkdirSync('gone');
    process.env.GITHUB_STEP_SUMMARY = join(folder, 'none', 'summary.md');
    const { code, stderr } = await run([...passing, ...files('junit', 'markdown')]);
    expect([code, existsSync('r.junit'), existsSync('r.markdown'), saved().length]).toEqual([
      4,
      true,
      true,
      1,
    ]);
    expect(stderr).toContain(`${join(folder, 'none', 'summary.md')} cannot be written: ENOENT`);
  });

  test('on standard output has the results saved', async () => {
    broken.add('junitReport');
    const { code, stdout } = await run([...passing, '--junit', '-']);
    expect([code, stdout, saved().length]).toEqual([1, '', 1]);
  });

  test('has its results saved in the working folder where the temporary one is full or none', async () => {
    temporary = join(folder, 'none');
    broken.add('renderHtml');
    const { stderr } = await run([...passing, ...files('html')]);
    expect(saved()).toHaveLength(1);
    expect(stderr).not.toContain('cannot be saved');
  });

  test('as standard output is full has the results saved', () => {
    const full = openSync('/dev/full', 'w');
    const command = [join(packageRoot, 'dist', 'testbed.js'), ...failing];
    const env = { ...process.env, TMPDIR: folder };
    const { status } = spawnSync(process.execPath, command, { stdio: ['ignore', full, 'pipe'], env });
    closeSync(full);
    expect([status, saved().length]).toEqual([3, 1]);
  });

  test('from a results file leaves all others, and nothing is saved again', async () => {
    await run([...failing, ...files('json')]);
    broken.add('renderHtml').add('terminalReport');
    const { code, stderr } = await run(['report', 'r.json', ...files('html', 'junit', 'markdown')]);
    expect([code, existsSync('r.junit'), existsSync('r.markdown'), saved()]).toEqual([1, true, true, []]);
    expect(stderr).toContain('terminalReport broke off');
  });

  test('of all modes has their results saved', async () => {
    broken.add('renderMeasured');
    const { code, stdout } = await run([...all, ...files('html')]);
    expect([code, saved().length]).toEqual([1, 1]);
    expect(stdout).toContain('flannel');
    expect((await run(['compare', saved()[0]!])).code).toBe(0);
  });

  test('of all modes for the terminal leaves the page', async () => {
    broken.add('comparisonTable');
    const { code } = await run([...all, ...files('html', 'json')]);
    expect([code, existsSync('r.html'), existsSync('r.json')]).toEqual([1, true, true]);
  });

  test('of a comparison leaves all others', async () => {
    await run([...passing, ...files('json')]);
    broken.add('runComparisonText');
    const { code } = await run(['compare', 'r.json', 'r.json', '--markdown', 'c.md']);
    expect([code, readFileSync('c.md', 'utf8')]).toEqual([1, expect.stringContaining('side by side')]);
  });
});
