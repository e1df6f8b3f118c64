import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExecError } from '../../lib/base/exec';
import { TargetError } from '../../lib/base/target-error';
import { type Bench, benchProgram } from '../../lib/bench/bench-program';
import { benches } from '../../lib/bench/benches';
import { mininet } from '../../lib/bench/mininet';

const line = { measured: '1 ms', budget: '≤ 2 ms', holds: true, reference: 'nothing' };

describe('the bench', () => {
  let ran: string[] = [];
  beforeEach(() => {
    ran = [];
  });

  const bench = (name: string, more: Partial<Bench> = {}): Bench => ({
    name,
    about: `measures ${name}`,
    run: async () => {
      ran.push(name);
      return [{ what: `time of ${name}`, ...line }];
    },
    ...more,
  });

  async function run(
    argv: string[],
    all: readonly Bench[] = ['plan', 'lab', 'mesh'].map((name) => bench(name)),
  ) {
    const written = { stdout: '', stderr: '' };
    const stream = (name: keyof typeof written) => ({
      write: (text: string) => {
        written[name] += text;
      },
    });
    const code = await benchProgram(argv, all, { stdout: stream('stdout'), stderr: stream('stderr') });
    return { code, ...written };
  }

  test.each([['--help'], ['-h'], ['plan', '--help']])(
    'says for %j what it measures, and runs nothing',
    async (...argv) => {
      const { code, stdout, stderr } = await run(argv, benches);
      expect([code, stderr, ran]).toEqual([0, '', []]);
      for (const { name, about } of benches) expect(stdout).toContain(`${name.padEnd(6)} ${about}`);
      expect(stdout).toContain('npm run bench -- plan lab');
    },
  );

  test.each<[string[], string[]]>([
    [[], ['plan', 'lab', 'mesh']],
    [['mesh'], ['mesh']],
    [
      ['mesh', 'plan', 'mesh'],
      ['plan', 'mesh'],
    ],
  ])('runs for %j %j', async (argv, wanted) => {
    const { code, stdout } = await run(argv);
    expect([code, ran]).toEqual([0, wanted]);
    for (const name of ['plan', 'lab', 'mesh'])
      expect(stdout.includes(`time of ${name}`)).toBe(wanted.includes(name));
  });

  test.each([['moon'], ['plan', 'moon'], ['--fast'], ['-x'], ['--help=yes'], ['']])(
    'refuses %j, names what there is, and runs nothing',
    async (...argv) => {
      const { code, stdout, stderr } = await run(argv);
      expect([code, stdout, ran]).toEqual([2, '', []]);
      expect(stderr).toMatch(/^error: \S+: there is no such (bench|option)/);
      expect(stderr).toContain('plan, lab, mesh');
      expect(stderr).toContain('--help');
    },
  );

  test('skips what the machine cannot run, with the reason, and goes on', async () => {
    const lacking = bench('lab', {
      run: () => Promise.reject(new TargetError('namespaces are not allowed', 'Allow them')),
    });
    const { code, stdout } = await run([], [lacking, bench('plan')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/lab +skipped +namespaces are not allowed/);
    expect(stdout).toContain('time of plan');
  });

  test('says on one line what a program that failed said, and goes on', async () => {
    const said = 'testbed: 3 nodes\n\nFAIL 237 checks: 236 passed, 1 failed\n';
    const error = new ExecError('node', ['testbed.js', 'lab'], 3, said);
    const failed = bench('lab', { run: () => Promise.reject(error) });
    const { code, stdout } = await run([], [failed, bench('plan')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/lab +skipped +FAIL 237 checks: 236 passed, 1 failed/);
    expect(stdout).toContain('time of plan');
  });

  test('prints what it has measured before an error of its own ends it', async () => {
    const broken = bench('lab', { run: () => Promise.reject(new RangeError('a bug')) });
    const { code, stdout, stderr } = await run([], [bench('plan'), broken, bench('mesh')]);
    expect([code, ran]).toEqual([1, ['plan']]);
    expect(stdout).toContain('time of plan');
    expect(stderr).toContain('RangeError: a bug');
  });
});

describe("mininet's time, as a reference,", () => {
  const folder = mkdtempSync(join(tmpdir(), 'mininet-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A program that says so and ends so. */
  function fake(name: string, stderr: string, code: number): string {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\ncat >&2 <<'END'\n${stderr}\nEND\nexit ${code}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  test('is skipped where mininet is not installed', async () => {
    expect(await mininet(join(folder, 'none'))).toBe(
      'skipped: mininet is not installed (apt-get install mininet)',
    );
  });

  test('is skipped where a program that mininet needs is not installed, without the PATH that it prints', async () => {
    const program = fake(
      'lacking',
      `Cannot find required executable brctl.\nPlease make sure that it is installed and available in your $PATH:\n(${process.env.PATH})`,
      1,
    );
    expect(await mininet(program)).toBe(
      'skipped: brctl, which mininet needs, is not installed (apt-get install bridge-utils)',
    );
  });

  test('is skipped where mininet may not be run', async () => {
    const program = fake('forbidden', '*** Mininet must run as root.', 1);
    expect(await mininet(program)).toBe('skipped: Mininet must run as root');
  });

  test('is skipped with its last words where it fails, and never with a PATH or an environment', async () => {
    const program = fake(
      'failing',
      `Traceback (most recent call last):\n  File "mn", line 1\nException: Error creating interface pair\nPATH=${process.env.PATH}\n(${process.env.PATH})\n`,
      1,
    );
    expect(await mininet(program)).toBe('skipped: mininet failed (Exception: Error creating interface pair)');
  });

  test('is reported where it runs', async () => {
    expect(await mininet(fake('running', '*** Results: 0% dropped', 0))).toMatch(
      /^mininet's pingall of 9 hosts \d+ ms$/,
    );
  });
});
