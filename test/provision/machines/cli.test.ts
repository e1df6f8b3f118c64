/** `testbed machines up`, `swap`, `rerun` and `reset`, as their user runs them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { run } from '../../cli/run';
import { describeMachines, startMachines, type TestMachines } from './sshd';
import { callsOn, forgetCallsOn, furnish, whatIsLeftOn } from './stand-ins';

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

  test('up with an inventory of the same machines finds their cluster, and changes nothing', async () => {
    const lines = machines.machines.map(({ target: { name, ssh } }) =>
      [
        ...[name, `ansible_host=${ssh.host}`, `ansible_user=${ssh.user}`],
        ...[`ansible_ssh_private_key_file=${ssh.key}`, `ansible_ssh_common_args='-F ${ssh.config}'`],
      ].join(' '),
    );
    writeFileSync(join(folder, 'hosts.ini'), lines.join('\n'));
    const listed = join(folder, 'listed.yaml');
    writeFileSync(listed, stringify({ zones: [{ name: 'a', nodeCidr: '10.77.0.0/24' }] }));
    const { code, stderr } = await run(['machines', 'up', listed, '--inventory', join(folder, 'hosts.ini')]);
    expect(code).toBe(4);
    expect(stderr.match(/^\S+ is as it should be: nothing is changed$/gm)).toHaveLength(3);
  });

  test('rerun starts another run on the standing cluster', async () => {
    const { code, stderr } = await run(['machines', 'rerun', spec]);
    expect(code).toBe(4);
    expect(stderr).toMatch(/^connectivity Jobs run 2 failed: collect/m);
  });

  const swap = (...flags: string[]) => run(['machines', 'swap', spec, ...flags]);
  const resets = () => machines.machines.flatMap(callsOn).filter((call) => call.startsWith('kubeadm reset'));

  test('swap refuses what is wrong with a machine, however well its cluster runs, and changes nothing', async () => {
    machines.machines.forEach(forgetCallsOn);
    machines.machines[1]!.exec(['ip', 'route', 'del', 'default']);
    const { code, stderr } = await swap('--cni', 'calico');
    machines.machines[1]!.exec(['ip', 'route', 'add', 'default', 'via', '10.77.0.1']);
    expect(code).toBe(4);
    expect(stderr).toMatch(/^worker-1: no-default-route: .*\n.*1 of the machines.*nothing was changed/m);
    expect(resets()).toEqual([]);
  });

  test('swap stops where its reset has not made a machine clean, and goes on when it is', async () => {
    machines.machines[2]!.exec([
      'sh',
      '-c',
      'busybox nc -l -p 10256 </dev/zero >/dev/null 2>&1 & echo $! >/kept/taken',
    ]);
    const { code, stderr } = await swap('--cni', 'calico');
    machines.machines[2]!.exec(['sh', '-c', 'kill $(cat /kept/taken)']);
    expect(code).toBe(4);
    expect(stderr).toMatch(/^worker-2: port: .*\n.*their old cluster is gone, and no new one was begun/m);
    expect(machines.machines.map(whatIsLeftOn)).toEqual(['', '', '']);
    const again = await swap('--cni', 'calico');
    expect(again.stderr).toMatch(/^worker-2 has its files, and boots$/m);
    expect(again.stderr).toMatch(/the connectivity Jobs of machines-calico could not run: failed: collect/);
  });

  test('swap gives each machine another mode, proved clean between, and the same again changes nothing', async () => {
    machines.machines.forEach(forgetCallsOn);
    const { stderr } = await swap('--cni', 'calico', '--mode', 'ipip');
    expect(stderr.match(/^\S+ (had another|is clean|has its files)/gm)).toHaveLength(9);
    expect(resets()).toHaveLength(3);
    machines.machines.forEach(forgetCallsOn);
    const again = await swap('--cni', 'calico', '--mode', 'ipip');
    expect(again.stderr).toMatch(/^worker-1 is as it should be: nothing is changed$/m);
    expect(resets()).toEqual([]);
  });

  test('rerun after a swap is of the cluster that the machines have', async () => {
    const { stderr } = await run(['machines', 'rerun', spec]);
    expect(stderr).toMatch(/the connectivity Jobs of machines-calico could not run/);
  });

  test('swap without a name says which flag names it', async () => {
    expect(await swap()).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/name the CNI that they get: --cni/),
    });
  });

  test('swap to a CNI that there is not names those that there are', async () => {
    const { code, stderr } = await swap('--cni', 'weave');
    expect(code).toBe(2);
    expect(stderr).toMatch(/flannel, calico, cilium/);
    expect(resets()).toEqual([]);
  });

  test('reset leaves nothing of the testbed on any machine', async () => {
    const { code, stdout } = await run(['machines', 'reset', spec, '--yes']);
    expect(code).toBe(0);
    expect(stdout.match(/: nothing is left$/gm)).toHaveLength(3);
    expect(machines.machines.map(whatIsLeftOn)).toEqual(['', '', '']);
  });
});
