/** Stacks of machines that one has: real Terraform, and a real sshd on each machine. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exec, tryExec } from '../../../lib/base/exec';
import { packageRoot } from '../../../lib/base/package-root';
import { connectStack } from '../../../lib/provision/connect/connect';
import { machines as machinesCloud } from '../../../lib/provision/machines/cloud';
import { rerunJobs } from '../../../lib/provision/rerun/rerun';
import { synthesize } from '../../../lib/provision/stacks/app';
import { openStack, stackStatus } from '../../../lib/provision/watch';
import { describeWith, missing } from '../programs';
import { describeMachines, startMachines, type TestMachines } from './sshd';
import { furnish, whatIsLeftOn } from './stand-ins';

const folder = mkdtempSync(join(tmpdir(), 'testbed-machines-stack-'));
const outdir = join(folder, 'cdktf.out');
const stack = join(outdir, 'stacks/machines-flannel');
afterAll(() => rmSync(folder, { recursive: true }));

const context = (hosts: readonly object[]) => ({
  testbed: { zones: [{ name: 'a', nodeCidr: '10.77.0.0/24' }], machines: { hosts } },
  targets: ['machines'],
  cnis: ['flannel'],
});

type Provisioner = { 'local-exec': { command: string; when?: string; environment: Record<string, string> } };

test('a stack of machines brings them up in a step of its own, and resets those that were deployed', async () => {
  const hosts = ['control-plane-1', 'worker-1', 'worker-2'].map((name, i) => ({
    name,
    ssh: { host: `10.77.0.1${i}`, key: 'client.key' },
  }));
  await synthesize(context(hosts), { outdir });
  const { resource, output } = JSON.parse(readFileSync(join(stack, 'cdk.tf.json'), 'utf8'));
  const steps = (id: string) =>
    (resource.terraform_data[id].provisioner as Provisioner[]).map((one) => one['local-exec']);
  expect(
    [...steps('hosts'), ...steps('cluster')].map(({ when, command }) => [when ?? 'create', command]),
  ).toEqual([
    ['destroy', 'testbed machines reset --yes --stack machines-flannel'],
    ['create', 'testbed machines up --stack machines-flannel'],
  ]);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's words
  expect(steps('hosts')[0]!.environment.TESTBED_SPEC).toBe('${self.input}');
  const { TESTBED_SPEC } = steps('cluster')[0]!.environment;
  expect(JSON.parse(TESTBED_SPEC!)).toMatchObject({ cni: 'flannel', machines: { hosts: [{}, {}, {}] } });
  expect(JSON.parse(output.spec.value)).toEqual(JSON.parse(TESTBED_SPEC!));
  expect(JSON.parse(output.machines.value)[1]).toEqual({
    ...{ name: 'worker-1', role: 'worker' },
    ssh: { host: '10.77.0.11', key: join(process.cwd(), 'client.key') },
  });
});

const lacks =
  missing('terraform') ??
  (existsSync(join(packageRoot, 'dist/testbed.js')) ? undefined : 'npm run build has not been run');
const describeDeployed: typeof describeMachines = (title, body) =>
  lacks ? describeWith(lacks, title, body) : describeMachines(title, body);

describeDeployed('a stack of machines that is deployed', () => {
  let all: TestMachines;
  const env = { ...process.env, CHECKPOINT_DISABLE: '1', HTTPS_PROXY: 'http://127.0.0.1:9' };
  const terraform = (...args: string[]) => tryExec('terraform', args, { cwd: stack, env });
  beforeAll(async () => {
    all = await startMachines();
    all.machines.forEach(furnish);
    await synthesize(context(all.machines.map(({ target }) => target)), { outdir });
    const file = join(stack, 'cdk.tf.json');
    const { terraform: own, ...rest } = JSON.parse(readFileSync(file, 'utf8'));
    const { backend: _backend, ...settings } = own;
    writeFileSync(file, JSON.stringify({ ...rest, terraform: settings }));
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(packageRoot, join(folder, 'node_modules/cni-testbed'));
    await exec('terraform', ['init', '-input=false'], { cwd: stack, env });
  });
  afterAll(() => all?.end());

  // The stand-ins have no API in which the Jobs could run, so that the deploy fails as it does where no pod starts.
  test('brings the cluster up, whose status can be asked for, and fails as testbed machines up does', async () => {
    const { code, stdout, stderr } = await terraform('apply', '-auto-approve', '-input=false', '-no-color');
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(
      /the connectivity Jobs of machines-flannel could not run: failed: collect/,
    );
    const access = await openStack('machines-flannel', { outdir, clouds: [machinesCloud] });
    expect(await stackStatus(access)).toMatchObject({
      state: 'ready',
      connectivity: { state: 'failed' },
      nodes: [{ state: 'done' }, { state: 'done' }, { state: 'done' }],
    });
  });

  test('can be asked to run its Jobs again, over SSH', async () => {
    const access = await openStack('machines-flannel', { outdir, clouds: [machinesCloud] });
    const runs: (number | undefined)[] = [];
    const again = rerunJobs(access, { pollMs: 200, onChange: ({ run }) => void runs.push(run) });
    await expect(again).rejects.toThrow(/machines-flannel could not run: run 2 failed: collect/);
    expect(new Set(runs)).toEqual(new Set([2]));
  });

  test('is refused where another stack is asked for that lists the same machines', async () => {
    const access = await openStack('machines-flannel', { outdir, clouds: [machinesCloud] });
    await expect(connectStack({ ...access, stack: 'machines-calico' })).rejects.toThrow(
      /is machines-flannel's, not machines-calico's/,
    );
  });

  test('leaves the machines alone where they run the cluster of another stack', async () => {
    const spec = join(folder, 'machines.json');
    writeFileSync(spec, JSON.stringify(context(all.machines.map(({ target }) => target)).testbed));
    const testbed = join(packageRoot, 'dist/testbed.js');
    const args = ['machines', 'reset', spec, '--yes', '--stack', 'machines-calico'];
    expect(await exec('node', [testbed, ...args])).toMatch(/another stack: nothing was changed/);
    expect(whatIsLeftOn(all.machines[1]!)).not.toBe('');
  });

  test('is taken off the machines by its destroy, though its deploy has failed', async () => {
    const { code } = await terraform('destroy', '-auto-approve', '-input=false');
    expect(code).toBe(0);
    expect(all.machines.map(whatIsLeftOn)).toEqual(['', '', '']);
  });
});
