/** The commands about the real state of a lab that is up, as a user types them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { describeLab } from '../support/namespaces';

const program = join(packageRoot, 'dist', 'testbed.js');
const route = '10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink';

describeLab('the real state, by commands,', () => {
  let runtime = '';

  beforeAll(() => {
    runtime = realpathSync(mkdtempSync(join(tmpdir(), 'cni-testbed-state-')));
    testbed('up', '-q');
    testbed('exec', 'worker-1', '--', 'ip', 'route', 'del', '10.244.2.0/24');
  });

  afterAll(() => {
    testbed('clean');
    rmSync(runtime, { recursive: true });
  });

  const testbed = (...args: string[]) =>
    spawnSync(process.execPath, [program, ...args], {
      encoding: 'utf8',
      cwd: runtime,
      env: { ...process.env, XDG_RUNTIME_DIR: runtime, NO_COLOR: '1' },
    });

  test('is held against the computed one by `diff`, whose exit code says whether it matters', () => {
    const { status, stdout } = testbed('diff', '--json', 'diff.json');
    expect(status).toBe(3);
    expect(stdout).toContain(route.replace('10.244.2.0/24 ', ''));
    expect(stdout).toMatch(/^DIFFERS: 1 difference changes packets' ways$/m);
    const { diff, hosts } = JSON.parse(readFileSync(join(runtime, 'diff.json'), 'utf8'));
    expect(diff).toMatchObject([
      { host: 'worker-1', kind: 'route', change: 'missing', computed: route, pairs: 12 },
    ]);
    expect(hosts).toHaveLength(12);
  });

  test('is what `explain --real` walks, where `explain` walks the computed one', () => {
    const pair = ['pod:worker-1/0', 'pod:worker-2/0'];
    expect(testbed('explain', ...pair)).toMatchObject({ status: 0 });
    const { status, stdout } = testbed('explain', '--real', ...pair);
    expect(status).toBe(3);
    expect(stdout).toContain('✗ By the real state: router has a blackhole route for 0.0.0.0/0.');
  });

  test('is kept by `test --state`, and read again by `diff` and `explain`', () => {
    expect(testbed('test', '-q', '--state', 'kept.json').status).toBe(3);
    const captures = JSON.parse(readFileSync(join(runtime, 'kept.json'), 'utf8'));
    expect(captures[0]).toMatchObject({ schema: 'cni-testbed/capture/v1', root: true });
    const { status, stdout } = testbed('diff', '--state', 'kept.json');
    expect({ status, stdout }).toMatchObject({ status: 3, stdout: expect.stringContaining('DIFFERS: 1') });
    expect(testbed('explain', '--state', 'kept.json', 'pod:worker-1/0', 'pod:worker-2/0').status).toBe(3);
    expect(testbed('explain', '--state', 'kept.json', 'pod:worker-2/0', 'pod:control-plane-1/0').status).toBe(
      0,
    );
  });

  test('is not mixed up with specs: flags that would have no effect are refused', () => {
    const refused = (...args: string[]) => testbed(...args);
    expect(refused('diff', '--cni', 'calico')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--cni: the lab that is up stays what it is'),
    });
    expect(refused('diff', '--name', 'x', '--state', 'kept.json')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--name with --state'),
    });
    expect(refused('explain', '--real', '--cni', 'calico', 'a', 'b')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--cni with --real'),
    });
    expect(refused('diff', '--state', 'diff.json')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('cannot be used: it is no capture'),
    });
  });
});
