/** Machines that one has, as SSH sees them: real servers in network namespaces that a bridge joins. They die with this process. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNotRun } from '../../../lib/base/find-program';
import type { MachineTarget } from '../../../lib/provision/machines/ssh';

/** One of the machines. */
export interface TestMachine {
  readonly target: MachineTarget;
  readonly address: string;
  /** Runs a command on it as root, as somebody at its console would, and returns its output. */
  exec(argv: readonly string[], input?: string): string;
}

/** All of them. */
export interface TestMachines {
  readonly machines: readonly TestMachine[];
  /** Folder of client.key, config and known_hosts. */
  readonly folder: string;
  /** The client's configuration, with the way into the namespaces. */
  readonly config: string;
  /** The process whose network namespace has the bridge, at 10.77.0.1: what the machines reach beside one another. */
  readonly network: number;
  end(): Promise<void>;
}

/** Where machines have their programs, wherever this one has them. */
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Machines at the addresses that the plan computes. */
const usual = { 'control-plane-1': '10.77.0.10', 'worker-1': '10.77.0.11', 'worker-2': '10.77.0.12' };
const scripts = join(__dirname, 'sshd');
const namespaces = ['--mount', '--net', '--pid', '--uts', '--fork', '--kill-child'];

/** The first thing that is missing for them; undefined where they can be had. */
export function lackOfMachines(): string | undefined {
  if (process.getuid?.() !== 0) return 'root: sshd logs users in';
  return ['sshd', 'ssh', 'ssh-keygen', 'sudo', 'unshare', 'nsenter', 'ip', 'busybox', 'useradd'].find(
    (program) => whyNotRun(program),
  );
}

/** `describe` where machines can be had; else a visible skip that says what is missing. */
export function describeMachines(title: string, body: () => void): void {
  const lack = lackOfMachines();
  if (lack === undefined) describe(title, body);
  else describe.skip(`${title} (skipped: missing: ${lack})`, body);
}

/**
 * Starts machines with a user `deploy` who may run /bin/sh by sudo.
 * @param places addresses by name, each in a /24 whose first one is the router's
 */
export async function startMachines(places: Readonly<Record<string, string>> = usual): Promise<TestMachines> {
  const [names, addresses] = [Object.keys(places), Object.values(places)];
  const folder = mkdtempSync(join(tmpdir(), 'testbed-sshd-'));
  const key = join(folder, 'client.key');
  const given = join(folder, 'given');
  mkdirSync(given);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  writeFileSync(join(given, 'client.pub'), readFileSync(`${key}.pub`));
  const gateways = new Set(addresses.map((address) => address.replace(/\d+$/, '1')));
  const network = await held('network.sh', [...gateways]);
  const running = await Promise.all(
    names.map(async (name, i) => {
      const args = [name, addresses[i]!, given, 'debian', '13'];
      return held('machine.sh', args, (pid) => plugIn(network.pid, pid, i));
    }),
  ).catch(async (error) => {
    await network.end();
    throw error;
  });
  const config = join(folder, 'config');
  writeFileSync(config, clientConfig(folder, network.pid));
  writeFileSync(
    join(folder, 'known_hosts'),
    names.map((name, i) => `${addresses[i]} ${readFileSync(join(given, `${name}.pub`), 'utf8')}`).join(''),
  );
  const target = (i: number): MachineTarget => ({
    name: names[i]!,
    ssh: { host: addresses[i]!, user: 'deploy', key, config },
  });
  return {
    machines: names.map((_, i) => ({
      target: target(i),
      address: addresses[i]!,
      exec: (argv, input) => inside(running[i]!.pid, argv, input),
    })),
    folder,
    config,
    network: network.pid,
    end: async () => {
      await Promise.all([...running, network].map(({ end }) => end()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The way into the namespaces: the bridge's is a network away from this process'. */
const clientConfig = (folder: string, network: number) =>
  [
    'Host *',
    `  UserKnownHostsFile ${join(folder, 'known_hosts')}`,
    '  GlobalKnownHostsFile /dev/null',
    '  IdentityAgent none',
    `  ProxyCommand nsenter --target ${network} --net busybox nc %h %p`,
    '',
  ].join('\n');

function inside(pid: number, argv: readonly string[], input?: string): string {
  const entered = ['--target', `${pid}`, '--mount', '--net', '--uts', '--pid'];
  const args = [...entered, 'chroot', '/mnt/root', ...argv];
  const stdio: ('pipe' | 'inherit')[] = ['pipe', 'pipe', 'pipe'];
  return execFileSync('nsenter', args, {
    input,
    encoding: 'utf8',
    stdio,
    env: { ...process.env, PATH: path },
  });
}

/** A cable from the bridge to the machine's eth0. */
function plugIn(network: number, machine: number, i: number): void {
  const ip = (...args: string[]) =>
    execFileSync('nsenter', ['--target', `${network}`, '--net', 'ip', ...args]);
  ip('link', 'add', `m${i}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', `${machine}`);
  ip('link', 'set', `m${i}`, 'master', 'br0', 'up');
}

interface Held {
  readonly pid: number;
  end(): Promise<void>;
}

/**
 * Starts a script as the first process of its own namespaces; it says its number when it is ready.
 * @param begun is given the number of that process as soon as it runs
 */
async function held(
  script: string,
  args: readonly string[],
  begun: (pid: number) => void = () => {},
): Promise<Held> {
  const child = spawn('unshare', [...namespaces, 'sh', join(scripts, script), ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true, // Ctrl-C leaves the end to this process
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.stdin.on('error', () => {});
  begun(await childOf(child));
  const pid = await new Promise<number>((resolve, reject) => {
    let complaint = '';
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    child.stdout.once('data', (chunk) => resolve(Number.parseInt(`${chunk}`, 10)));
    child.once('close', () => reject(new Error(`${script} ended: ${complaint}`)));
  });
  return {
    pid,
    end: async () => {
      child.stdin.end();
      await closed;
    },
  };
}

/** unshare's child, once there is one: the first process in the namespaces. */
async function childOf({ pid }: ChildProcess): Promise<number> {
  for (;;) {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    if (children) return Number.parseInt(children, 10);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
