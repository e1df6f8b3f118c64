/** Machines wherever they are: addresses here and there, names of their own, two networks with a router between them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { checkMachines } from '../../../lib/run';
import { run } from '../../cli/run';
import { describeMachines, startMachines, type TestMachines } from './sshd';
import { callsOn, furnish } from './stand-ins';

const places = { 'old-pc': '192.168.77.44', 'rack-a-7': '10.77.0.5', 'rack-b-1': '10.77.0.217' };
const zones = [
  { name: 'rack', nodeCidr: '10.77.0.0/24' },
  { name: 'shed', nodeCidr: '192.168.77.0/24' },
];

describeMachines('machines with the addresses that they have', () => {
  const folder = mkdtempSync(join(tmpdir(), 'testbed-given-'));
  const spec = join(folder, 'machines.yaml');
  let all: TestMachines;
  /** The file with these addresses in place of the machines' own. */
  const write = (others: Readonly<Record<string, string>> = {}) => {
    const hosts = all.machines.map(({ target, address }) => ({
      ...target,
      role: target.name === 'rack-a-7' ? 'control-plane' : 'worker',
      nodeAddress: others[target.name] ?? address,
    }));
    writeFileSync(spec, stringify({ zones, machines: { hosts } }));
  };
  const kept = (i: number, path: string) => all.machines[i]!.exec(['cat', path]);
  beforeAll(async () => {
    all = await startMachines(places);
    all.machines.forEach(furnish);
    write();
  });
  afterAll(async () => {
    await all?.end();
    rmSync(folder, { recursive: true });
  });

  test('are ready for the check, which asks each whether it reaches the others', async () =>
    expect(await checkMachines(spec)).toEqual({
      verdict: 'ready',
      machines: Object.keys(places),
      findings: [],
    }));

  test('become the nodes of their names, with kubeadm told their addresses', async () => {
    const { code, stderr } = await run(['machines', 'up', spec]);
    expect(code).toBe(4); // the stand-ins have no API in which the Jobs could run
    expect(stderr).toMatch(/^rack-a-7 +10\.77\.0\.5 +ready +done/m);
    expect(stderr).toMatch(/^old-pc +192\.168\.77\.44 +join +done/m);
    expect(stderr).toMatch(/^rack-b-1 +10\.77\.0\.217 +join +done/m);
    expect(stderr).toMatch(/the connectivity Jobs of machines-flannel could not run: failed: collect/);
    expect(callsOn(all.machines[1]!).some((call) => call.startsWith('kubeadm init'))).toBe(true);
    expect(kept(0, '/etc/testbed/node.env')).toMatch(/192\.168\.77\.44/);
    expect(kept(1, '/etc/testbed/kubeadm.yaml')).toMatch(/advertiseAddress: 10\.77\.0\.5\n/);
  });

  test('are found where one of them does not have the address that is said of it', async () => {
    write({ 'old-pc': '192.168.77.45' });
    const { findings } = await checkMachines(spec);
    expect(findings).toContainEqual({
      machine: 'old-pc',
      code: 'address',
      planned: '192.168.77.45',
      has: ['192.168.77.44'],
    });
  });

  test('are refused by every command that reads their list where the list is wrong', async () => {
    write({ 'old-pc': '10.77.0.5' });
    const { code, stderr } = await run(['machines', 'up', spec]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/machines\.hosts\[1\]\.nodeAddress = "10\.77\.0\.5" in .*: old-pc has it too/);
  });
});
