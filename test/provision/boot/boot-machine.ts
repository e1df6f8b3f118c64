/** A machine for the boot scripts: their files below a folder, stand-ins for programs, and a cloud on loopback. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
    writeFileSync(join(folder, 'kept', 'helm.tgz'), 'archive');
    writeFileSync(join(folder, 'calls'), '');
  });
  afterEach(async () => {
    await cloud.close();
    rmSync(folder, { recursive: true });
  });
}

/** A node's files below a folder of the test, and the bucket's assets. Returns a function that runs its role's script. */
export function machine(nodeName: string, input: AwsTestbedSpecInput = {}, connectivity?: Connectivity) {
  const cluster = clusterOf(input);
  const boot = bootOf('aws-test', cluster, connectivity);
  const node = cluster.plan.nodes.find(({ name }) => name === nodeName)!;
  const machines = awsMachines(cluster.spec.aws);
  const options = { generation: boot.generation, connectivity: connectivity !== undefined };
  const files = [
    ...roleFiles(bootRole(cluster, node), machines.script),
    ...clusterFiles(cluster, machines),
    ...ownFiles(cluster, machines, node, options),
  ];
  for (const { path, content } of files) {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, moved(content), { mode: 0o755 });
  }
  for (const [key, content] of Object.entries(boot.assets)) cloud.objects.set(key, content);
  return { generation: boot.generation, run: (script: string) => run(script) };
}

/** The same text with the machine's folders inside the test's. */
function moved(text: string): string {
  return text
    .replaceAll('/opt/testbed', join(folder, 'opt/testbed'))
    .replaceAll(/(?<!\w)\/etc\/testbed/g, join(folder, 'etc/testbed'))
    .replace(/HELM_SHA256=.*/, `HELM_SHA256=${createHash('sha256').update('archive').digest('hex')}`);
}

function run(script: string): Promise<{ code: number | null; output: string }> {
  const env = {
    PATH: `${standIns}:${process.env.PATH}`,
    CALLS: join(folder, 'calls'),
    KEPT: join(folder, 'kept'),
    TESTBED_RUN: join(folder, 'run'),
    TESTBED_IMDS: cloud.url,
    TESTBED_S3: cloud.url,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(join(folder, 'opt/testbed', script), { env });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString() }));
  });
}

export const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
export const kept = (name: string) => JSON.parse(readFileSync(join(folder, 'kept', name), 'utf8'));
export const status = (node: string) => JSON.parse(cloud.objects.get(`status/${node}.json`)!);
export const short = (text: string) => text.replaceAll(folder, '');
