import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { describeLab, testWithFeatures } from '../support/namespaces';

const program = join(packageRoot, 'dist', 'testbed.js');

describeLab('a lab that stands', () => {
  let runtime = '';

  beforeEach(() => {
    runtime = realpathSync(mkdtempSync(join(tmpdir(), 'cni-testbed-standing-')));
  });

  afterEach(() => {
    testbed('clean');
    rmSync(runtime, { recursive: true });
  });

  const testbed = (...args: string[]) => testbedIn({}, ...args);
  const testbedIn = (env: object, ...args: string[]) =>
    spawnSync(process.execPath, [program, ...args], {
      encoding: 'utf8',
      cwd: runtime,
      env: { ...process.env, XDG_RUNTIME_DIR: runtime, NO_COLOR: '1', ...env },
    });

  /** Changes a lab's record, as another version of the testbed would have written it. */
  const rewrite = (name: string, change: object) => {
    const file = join(runtime, 'cni-testbed', `${name}.json`);
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...change }));
  };

  test('gives the exit codes that shells give', () => {
    testbed('up', '-q');
    const exec = (...command: string[]) => testbed('exec', 'worker-1', '--', ...command);
    expect(exec('sh', '-c', 'exit 7').status).toBe(7);
    expect(exec('sh', '-c', 'kill -9 $$').status).toBe(137);
    expect(exec('no-such-program')).toMatchObject({
      status: 127,
      stderr: 'error: no-such-program cannot be run: there is no such program on the PATH\n',
    });
    expect(exec('')).toMatchObject({
      status: 127,
      stderr: expect.stringMatching(/^error: "" cannot be run: /),
    });
    mkdirSync(join(runtime, 'folder'));
    expect(exec('./folder')).toMatchObject({
      status: 126,
      stderr: `error: ./folder cannot be run: ${runtime}/folder is a folder\n`,
    });
    writeFileSync(join(runtime, 'lost'), '#!/no/such/shell\n', { mode: 0o755 });
    expect(exec('./lost').status).toBe(127);
  });

  test('runs commands where the user stands', () => {
    testbed('up', '-q');
    expect(testbed('exec', 'worker-1', '--', 'pwd').stdout).toBe(`${runtime}\n`);
  });

  test('reports a wrong argument as a wrong argument, in exec as in explain', () => {
    testbed('up', '-q');
    for (const [place, shown] of [
      ['worker-9', 'worker-9'],
      ['', '""'],
    ] as const) {
      expect(testbed('exec', place, '--', 'true')).toMatchObject({
        status: 2,
        stderr: expect.stringContaining(`error: WHERE ${shown}: there is no such place. Choose one of node:`),
      });
      expect(testbed('explain', 'worker-1', place)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining(`error: TO ${shown}: there is no such place. Choose one of node:`),
      });
    }
    const { status, stderr } = testbed('exec', 'worker-1', 'ls', '-la');
    expect(status).toBe(2);
    expect(stderr).toContain('put -- in front of the command');
    expect(testbed('exec', '--name', 'other', 'worker-1', '--', 'true').status).toBe(4);
  });

  test('of another version is listed with what is wrong, beside the others, and can be taken down', () => {
    for (const name of ['old', 'older', 'testbed']) testbed('up', '-q', '--name', name);
    rewrite('old', { spec: { cni: 'weave' } });
    rewrite('older', { spec: null, createdAt: undefined });
    const { status, stdout } = testbed('ls');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}testbed +flannel +vxlan +3 +6 +up /m);
    expect(stdout).toMatch(/^ {2}old +\? +\? +\? +\? +up /m);
    expect(stdout).toContain(
      'the lab old, and this one cannot read its spec (cni = "weave": there is no CNI',
    );
    expect(JSON.parse(testbed('ls', '--json').stdout)).toEqual([
      expect.objectContaining({ name: 'old', problem: expect.stringContaining('weave') }),
      expect.objectContaining({ name: 'older', problem: expect.stringContaining('spec = null') }),
      expect.not.objectContaining({ problem: expect.anything() }),
    ]);
    for (const argv of [
      ['exec', '--name', 'old', 'worker-1', '--', 'true'],
      ['test', '--name', 'old'],
    ])
      expect(testbed(...argv)).toMatchObject({
        status: 4,
        stderr: expect.stringContaining('testbed down --name old'),
      });
    expect(testbed('down', '--name', 'old').status).toBe(0);
    expect(testbed('clean').stdout).toBe('2 labs taken down, 0 leftovers removed.\n');
  });

  test('has gone when its file has, however slow the machine: nothing is left to clean', () => {
    const slow = join(runtime, 'slow');
    mkdirSync(slow);
    writeFileSync(join(slow, 'rm'), '#!/bin/sh\n/bin/rm "$@"\nsleep 3\n', { mode: 0o755 });
    testbedIn({ PATH: `${slow}${delimiter}${process.env.PATH}` }, 'up', '-q');
    expect(testbed('down').status).toBe(0);
    expect(testbed('clean').stdout).toBe('0 labs taken down, 0 leftovers removed.\n');
  });

  testWithFeatures(['bird'], 'has a network namespace for each host and none for BIRD', async () => {
    testbed('up', '-q', '--cni', 'calico', '--mode', 'bgp', '--nodes', '2', '--pods-per-node', '1');
    const names = testbed('exec', 'worker-1', '--', 'ip', 'netns', 'list')
      .stdout.trim()
      .split('\n')
      .map((line) => line.split(' ')[0]);
    expect(names.sort()).toEqual([
      'control-plane-1',
      'outside',
      'pod-0.control-plane-1',
      'pod-0.worker-1',
      'router',
      'switch.a',
      'worker-1',
    ]);
    const socket = '/run/cni-testbed/worker-1.ctl';
    const birdc = ['birdc', '-s', socket, 'show', 'protocols'];
    expect(testbed('exec', 'worker-1', '--', ...birdc).stdout).toContain('Established');
  });
});
