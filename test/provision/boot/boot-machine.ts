/** A machine for the boot scripts: their files below a folder, stand-ins for programs, and a cloud on loopback. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageFile } from '../../../lib/base/render';
import type { AwsTestbedSpecInput } from '../../../lib/provision';
import { awsMachines } from '../../../lib/provision/aws/machines';
import type { Connectivity } from '../../../lib/provision/boot/connectivity';
import { ownFiles } from '../../../lib/provision/boot/own-files';
import { bootRole, clusterFiles, roleFiles } from '../../../lib/provision/boot/role-files';
import { type FakeBucket, fakeBucket } from '../aws/fake-bucket';
import { bootOf, clusterOf } from '../aws/fixtures';

const standIns = join(__dirname, 'stand-ins');
export const token = 'abcdef.0123456789abcdef';
export const certificateKey = '0123456789abcdef'.repeat(4);

export let cloud: FakeBucket;
/** Stands for the machine's root. */
export let folder: string;

/** Gives every test of the file an empty machine and an empty bucket. */
export function useMachine(): void {
  beforeEach(async () => {
    cloud = await fakeBucket();
    folder = mkdtempSync(join(tmpdir(), 'testbed-boot-'));
    mkdirSync(join(folder, 'run'));
    mkdirSync(join(folder, 'kept'));
    mkdirSync(join(folder, 'etc/apt/sources.list.d'), { recursive: true });
    writeFileSync(join(folder, 'etc/hosts'), '127.0.0.1 localhost\n');
    writeFileSync(join(folder, 'kept', 'helm.tgz'), 'archive');
    writeFileSync(join(folder, 'calls'), '');
    writeFileSync(join(folder, 'machine-id'), 'd41d8cd98f00b204e9800998ecf8427e\n');
  });
  afterEach(async () => {
    await cloud.close();
    rmSync(folder, { recursive: true });
  });
}

/** Steps that every role has, and that most tests have behind them. */
export const commonSteps = ['host', 'packages', 'kernel', 'containerd'];

/** The cloud on paper, whose exchange is a folder: how the same scripts run elsewhere. */
export const paperScript = '../test/provision/paper/cloud.sh';
export const shelf = () => join(folder, 'shelf');

/** A node's files below a folder of the test, and the bucket's assets. Returns what runs its scripts. */
export function machine(nodeName: string, input: AwsTestbedSpecInput = {}, connectivity?: Connectivity) {
  const cluster = clusterOf(input);
  const boot = bootOf('aws-test', cluster, connectivity);
  const node = cluster.plan.nodes.find(({ name }) => name === nodeName)!;
  const machines = awsMachines(cluster);
  const options = { generation: boot.generation, connectivity: connectivity !== undefined };
  const files = [
    ...roleFiles(bootRole(cluster, node), machines.script),
    ...clusterFiles(cluster, machines),
    ...ownFiles(cluster, machines, node, options),
  ];
  for (const { path, content } of files) {
    write(join(folder, path), path.endsWith('.steps') ? soon(content) : moved(content));
  }
  for (const [key, content] of Object.entries(boot.assets)) {
    cloud.objects.set(key, content);
    write(join(shelf(), key), content);
  }
  const stamps = join(folder, 'var/lib/testbed', boot.generation, 'boot');
  const stamp = (...steps: string[]) => {
    mkdirSync(stamps, { recursive: true });
    for (const step of steps) writeFileSync(join(stamps, step), '');
  };
  stamp(...commonSteps);
  return {
    generation: boot.generation,
    /** Gives the machine the functions of another cloud. @param script below lib */
    moveTo: (script: string) => write(join(folder, 'opt/testbed/cloud.sh'), moved(packageFile(script))),
    /** What the first control plane publishes for a role. */
    publish: (role: 'worker' | 'control-plane', changes: object = {}) =>
      cloud.objects.set(
        `join/${role}.json`,
        JSON.stringify({ generation: boot.generation, token, pin: 'sha256:00', certificateKey, ...changes }),
      ),
    boot: () => run('run-steps.sh', 'boot').ended,
    /** The same, to be ended from outside. */
    bootProcess: () => run('run-steps.sh', 'boot'),
    jobs: () => run('run-steps.sh', 'jobs').ended,
    rerun: () => run('rerun.sh').ended,
    rejoin: () => run('rejoin.sh').ended,
    end: () => run('end.sh').ended,
    step: (name: string) => run(`steps/${name}.sh`).ended,
    stamped: () => readdirSync(stamps).sort(),
    unstamp: (...steps: string[]) => {
      for (const step of steps) rmSync(join(stamps, step));
    },
  };
}

/** Gives a step of a list another number of attempts, pause and limit, in seconds. */
export function changeStep(list: 'boot' | 'jobs', step: string, numbers: string): void {
  const file = join(folder, 'etc/testbed', `${list}.steps`);
  const changed = readFileSync(file, 'utf8').replace(new RegExp(`^${step} .*`, 'm'), `${step} ${numbers}`);
  writeFileSync(file, changed);
}

function write(place: string, content: string): void {
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, content, { mode: 0o755 });
}

/** Steps whose attempts end soon, whatever they wait for: 20 s each. */
const soon = (steps: string) => steps.replaceAll(/ \d+$/gm, ' 20');

/** The same text with the machine's folders inside the test's. */
function moved(text: string): string {
  return text
    .replaceAll(
      /(?<![\w.])\/(opt\/testbed|etc\/(testbed|hosts|apt|modules-load\.d)|var\/lib\/testbed)\b/g,
      (path) => `${folder}${path}`,
    )
    .replace(/HELM_SHA256=.*/, `HELM_SHA256=${createHash('sha256').update('archive').digest('hex')}`);
}

/** How a script ended, and what it printed. */
interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function run(script: string, ...args: string[]): { readonly ended: Promise<Ended>; kill(): void } {
  const env = {
    PATH: `${standIns}:${process.env.PATH}`,
    CALLS: join(folder, 'calls'),
    KEPT: join(folder, 'kept'),
    TESTBED_RUN: join(folder, 'run'),
    TESTBED_STATE: join(folder, 'var/lib/testbed'),
    TESTBED_MACHINE_ID: join(folder, 'machine-id'),
    TESTBED_SHELF: shelf(),
    TESTBED_IMDS: cloud.url,
    TESTBED_S3: cloud.url,
    TESTBED_ELB: cloud.url,
    TESTBED_EC2: cloud.url,
  };
  const child = spawn(join(folder, 'opt/testbed', script), args, { env, detached: true });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString() }));
  });
  return { ended, kill: () => void child.kill('SIGKILL') };
}

/** A power cut: ends every process of the machine at once, and empties what does not outlast it. */
export function cutPower(): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (environmentOf(pid).includes(`TESTBED_RUN=${join(folder, 'run')}\0`))
      process.kill(Number(pid), 'SIGKILL');
  }
  rmSync(join(folder, 'run'), { recursive: true });
  mkdirSync(join(folder, 'run'));
}

/** Empty where the process is gone or another user's. */
function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}

/** Whether that is still to come. */
export const isInstructed = (what: string) => existsSync(join(folder, 'kept', what));

/** Makes a stand-in do something else: `fails`, `hangs`, or what its own script knows. */
export const instruct = (what: string, text = '') => writeFileSync(join(folder, 'kept', what), text);

export const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
export const kept = (name: string) => JSON.parse(readFileSync(join(folder, 'kept', name), 'utf8'));
/** Every status of a kind that was sent, in order; those that follow one another and say the same once. */
export function told(key: string): string[] {
  const said = cloud.written
    .filter((one) => one.key === key)
    .map(({ body }) => JSON.parse(body))
    .map(({ stage, state, attempt }) => `${stage} ${attempt} ${state}`);
  return said.filter((line, i) => line !== said[i - 1]);
}
/** The machine's name in the exchange: IAM's aws:userid. */
export const self = 'AROATEST:i-0123456789abcdef0';
export const jobsKey = `results/${self}/status.json`;
export const statusKey = (node: string) => `status/${self}/${node}.json`;
export const jobsStatus = () => JSON.parse(cloud.objects.get(jobsKey)!);
export const status = (node: string) => JSON.parse(cloud.objects.get(statusKey(node))!);
export const short = (text: string) => text.replaceAll(folder, '');
