/** `testbed machines up`, `rerun` and `reset`, as their user runs them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { run } from '../../cli/run';
import { describeMachines, startMachines, type TestMachines } from './sshd';
import { furnish, whatIsLeftOn } from './stand-ins';

describeMachines('testbed machines', () => {
  const folder = mkdtempSync(join(tmpdir(), 'testbed-machines-'));
  const spec = join(folder, 'machines.yaml');
  let machines: TestMachines;
  beforeAll(async () => {
    machines = await startMachines();
    machines.machines.forEach(furnish);
    const hosts = machines.machines.map(({ target }) => target);
    writeFileSync(spec, stringify({ zones: [{ name: 'a', nodeCidr: '10.77.0.0/24' }], machines: { hosts } }));
  });
  afterAll(async () => {
    await machines?.end();
    rmSync(folder, { recursive: true });
  });

  test('up refuses what the check finds, with its lines, and changes nothing', async () => {
    const [first, , last] = machines.machines;
    const rename = (id: string) => last!.exec(['sh', '-c', 'echo "$1" >/etc/machine-id', 'sh', id]);
    first!.exec(['ip', 'route', 'del', 'default']);
    rename('2'.repeat(32));
    const { code, stderr } = await run(['machines', 'up', spec, '--quiet']);
    expect(code).toBe(4);
    expect(stderr).toMatch(/^control-plane-1: no-default-route: it has no default route\. Add one: /m);
    expect(stderr).toMatch(/^worker-2: same-machine: it has the machine id of worker-1: /m);
    expect(stderr).toMatch(/2 of the machines cannot become the cluster yet.*nothing was changed/);
    expect(machines.machines.map(whatIsLeftOn)).toEqual(['', '', '']);
    first!.exec(['ip', 'route', 'add', 'default', 'via', '10.77.0.1']);
    rename('3'.repeat(32));
  });

  // The stand-ins have no API in which the Jobs could run, so their collection fails as it does where no pod starts.
  test('up says what was done and what each machine does, and the step of the Jobs that failed', async () => {
    const { code, stderr } = await run(['machines', 'up', spec]);
    expect(code).toBe(4);
    expect(stderr).toMatch(/^worker-2 has its files, and boots$/m);
    expect(stderr).toMatch(/^worker-1 +10\.77\.0\.11 +join +done/m);
    expect(stderr).toMatch(/^control-plane-1 +10\.77\.0\.10 +ready +done/m);
    expect(stderr).toMatch(/the connectivity Jobs of machines-flannel could not run: failed: collect/);
    expect(stderr).toMatch(/then run the Jobs again: testbed machines rerun/);
  });

  test('rerun starts another run on the standing cluster', async () => {
    const { code, stderr } = await run(['machines', 'rerun', spec]);
    expect(code).toBe(4);
    expect(stderr).toMatch(/^connectivity Jobs run 2 failed: collect/m);
  });

  test('reset leaves nothing of the testbed on any machine', async () => {
    const { code, stdout } = await run(['machines', 'reset', spec, '--yes']);
    expect(code).toBe(0);
    expect(stdout.match(/: nothing is left$/gm)).toHaveLength(3);
    expect(machines.machines.map(whatIsLeftOn)).toEqual(['', '', '']);
  });
});
