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
