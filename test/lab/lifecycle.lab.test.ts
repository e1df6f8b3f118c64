import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { buildLab } from '../../lib/lab/lab';
import { removeSaved } from '../cli/run';
import { testbedOf } from '../support/labs';
import { describeLab } from '../support/namespaces';

const program = join(packageRoot, 'dist', 'testbed.js');

describeLab('the life of a lab', () => {
  let runtime: string;

  beforeEach(() => {
    runtime = mkdtempSync(join(tmpdir(), 'cni-testbed-test-'));
  });

  afterEach(() => {
    testbed('clean');
    rmSync(runtime, { recursive: true });
  });

  const env = () => ({ ...process.env, XDG_RUNTIME_DIR: runtime, NO_COLOR: '1' });
  const testbed = (...args: string[]) =>
    spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', env: env() });
  const start = (...args: string[]) =>
    spawn(process.execPath, [program, ...args], { env: env(), stdio: 'ignore' });
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  /** Processes that serve labs of this test, with their command lines. */
  function serving(): { pid: number; line: string }[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => {
        try {
          return [
            { pid: Number(pid), line: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') },
          ];
        } catch {
          return [];
        }
      })
      .filter(({ line }) => line.includes(runtime));
  }
  const processes = () => serving().map(({ line }) => line);
  const pidsOf = (script: string) =>
    serving().flatMap(({ pid, line }) => (line.includes(script) ? [pid] : []));

  async function nothingIsLeft(): Promise<void> {
    while (processes().length > 0) await sleep(20);
    expect(JSON.parse(testbed('ls', '--json').stdout)).toEqual([]); // takes away what a killed one was writing
    const folder = join(runtime, 'cni-testbed');
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
    expect(testbed('clean').stdout).toBe('0 labs taken down, 0 leftovers removed.\n');
  }

  /** The exit code as a shell sees it: also of what a signal ends at once, where there is nothing to clean up. */
  async function interrupted(child: ChildProcess, signal: NodeJS.Signals, afterMs: number): Promise<number> {
    await sleep(afterMs);
    child.kill(signal);
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    return child.exitCode ?? 128 + constants.signals[child.signalCode!];
  }

  test.each([60, 120, 200, 350, 600])(
    'kill -9 after %i ms of a run leaves no process and no file',
    async (ms) => {
      await interrupted(start('lab', '--nodes', '12', '-q'), 'SIGKILL', ms);
      await nothingIsLeft();
    },
  );

  test.each([80, 200, 400])('kill -9 after %i ms of `up` leaves a whole lab or nothing', async (ms) => {
    await interrupted(start('up', '--nodes', '12', '-q'), 'SIGKILL', ms);
    const labs = JSON.parse(testbed('ls', '--json').stdout) as { state: string }[];
    if (labs.length > 0) {
      expect(labs.map(({ state }) => state)).toEqual(['up']);
      // One that was not yet asked to stay is about to end, and the next command finds none.
      const { status, stderr } = testbed('test', '-q');
      if (status === 0) expect(testbed('down').status).toBe(0);
      else
        expect([status, stderr]).toEqual([
          4,
          expect.stringMatching(/no lab named testbed is up|the lab has gone/),
        ]);
    }
    await nothingIsLeft();
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends a run with exit code %i and leaves nothing', async (signal, code) => {
    const child = start('lab', '--nodes', '30', '-q');
    while (
      !existsSync(join(runtime, 'cni-testbed')) ||
      readdirSync(join(runtime, 'cni-testbed')).length === 0
    )
      await sleep(5);
    expect(await interrupted(child, signal, 100)).toBe(code);
    await nothingIsLeft();
  });

  test('an interrupt of `faults` is no error of its labs', async () => {
    const child = spawn(process.execPath, [program, 'faults'], {
      env: env(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += chunk;
      });
    const folder = join(runtime, 'cni-testbed');
    while (!existsSync(folder) || readdirSync(folder).length < 4) await sleep(5);
    expect(await interrupted(child, 'SIGINT', 100)).toBe(130);
    expect(said).toBe('');
    await nothingIsLeft();
  });

  test('a lab whose supervisor was killed gives its name back when it ends, as `lab --all` needs it', async () => {
    const before = process.env.XDG_RUNTIME_DIR;
    process.env.XDG_RUNTIME_DIR = runtime;
    try {
      for (const attempt of [1, 2]) {
        const lab = await buildLab('again', testbedOf({ workers: 0 }));
        if (attempt === 1) for (const pid of pidsOf('supervise.sh')) process.kill(pid, 'SIGKILL');
        await lab.end();
      }
    } finally {
      if (before === undefined) delete process.env.XDG_RUNTIME_DIR;
      else process.env.XDG_RUNTIME_DIR = before;
    }
    await nothingIsLeft();
  });

  test('a lab whose holder is killed is gone, and the next command says so', async () => {
    testbed('up', '-q');
    const [{ pid }] = JSON.parse(testbed('ls', '--json').stdout);
    process.kill(pid, 'SIGKILL');
    const { status, stderr } = testbed('test');
    expect(status).toBe(4);
    expect(stderr).toBe('error: no lab named testbed is up\n  Build one with `testbed up`.\n');
    await nothingIsLeft();
  });

  test('a second lab of the same name is refused, and the error says what to do', () => {
    expect(testbed('up', '-q').status).toBe(0);
    const { status, stderr } = testbed('up');
    expect(status).toBe(4);
    expect(stderr).toMatch(
      /^error: a lab named testbed is up already, since \S+\n {2}Take it down with `testbed down --name testbed`, or choose another name with --name\.\n$/,
    );
  });

  test('of two labs that take one name at once, one is built and the other refused', async () => {
    const both = [start('up', '--name', 'twin', '-q'), start('up', '--name', 'twin', '-q')];
    const codes = await Promise.all(both.map(async (child) => (await once(child, 'close'))[0]));
    expect(codes.sort()).toEqual([0, 4]);
    expect(testbed('down', '--name', 'twin').status).toBe(0);
    await nothingIsLeft();
  });

  test('two labs with the same addresses do not meet', () => {
    expect(testbed('up', '--name', 'one', '-q').status).toBe(0);
    expect(testbed('up', '--name', 'two', '--cni', 'calico', '-q').status).toBe(0);
    expect(
      testbed('exec', '--name', 'one', 'worker-1', '--', 'ip', 'link', 'set', 'ens5', 'down').status,
    ).toBe(0);
    expect(testbed('test', '--name', 'two')).toMatchObject({ status: 0 });
    expect(testbed('test', '--name', 'one', '-q').status).toBe(3);
    expect(testbed('clean').stdout).toBe('2 labs taken down, 0 leftovers removed.\n');
  });

  test('exec runs in the place that it is given, and passes the exit code on', () => {
    testbed('up', '-q');
    expect(
      testbed('exec', 'pod:worker-1/0', '--', 'ip', '-4', '-o', 'addr', 'show', 'eth0').stdout,
    ).toContain('10.244.1.2/24');
    expect(testbed('exec', 'worker-1', '--', 'sh', '-c', 'exit 7').status).toBe(7);
  });

  test('40 nodes work, although learned neighbours would overflow the kernel’s table', () => {
    expect(testbed('lab', '--nodes', '40', '--pods-per-node', '1', '--sample', '800')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('PASS'),
    });
  });

  test('a login user whose PATH has no folder for administrators can build one, and doctor sees no less', () => {
    const path = join(runtime, 'bin');
    mkdirSync(path);
    for (const name of ['sh', 'ip', 'unshare', 'nsenter', 'mount', 'mkdir', 'rm', 'sleep', 'sed', 'cat'])
      symlinkSync(
        spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim(),
        join(path, name),
      );
    const run = (PATH: string, ...args: string[]) =>
      spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', env: { ...env(), PATH } });
    expect(run(path, 'lab', '-q')).toMatchObject({ status: 0, stderr: '' });
    const found = (PATH: string) =>
      (JSON.parse(run(PATH, 'doctor', '--json').stdout) as { id: string; present: boolean }[])
        .filter(({ id }) => id !== 'kubectl' && id !== 'terraform')
        .map(({ id, present }) => `${id} ${present}`);
    expect(found(path)).toEqual(found(`${process.env.PATH}:/usr/local/sbin:/usr/sbin:/sbin`));
  });

  test('a full disk loses no verdict', () => {
    const { status, stdout, stderr } = testbed('lab', '--json', '/dev/full');
    expect(status).toBe(4);
    expect(stdout).toContain('PASS');
    expect(stderr).toContain('ENOSPC');
    removeSaved(stderr);
  });
});
