import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { platform } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { searchingEnv } from '../../base/exec';
import { packageRoot } from '../../base/package-root';
import { TargetError } from '../../base/target-error';
import { afterWaiting } from '../../prober';
import { killQuietly } from './process-id';

type Supervisor = ChildProcessByStdio<Writable, Readable, Readable>;

/** The process that a lab lives in. */
export interface Holder {
  /** Its process id, as this side of the namespaces knows it. */
  readonly pid: number;
  /** Lets the lab outlive this process. */
  keep(): void;
  /** Ends the lab and waits until the kernel has taken it away. */
  end(): Promise<void>;
  /** Whether the lab has ended by itself. */
  readonly ended: () => boolean;
}

/** Namespaces of a lab: its own users (so that root is not needed), mounts, network and processes. */
const unshareOptions = ['--user', '--map-root-user', '--mount', '--net', '--pid'];

/** Where namespaces need root: as root, the machine's own users serve. */
const asRoot = unshareOptions.slice(2);

/** Starts the first process of a lab in namespaces of its own. @throws TargetError that says why namespaces cannot be had here, and what to do */
export async function startHolder(stateFile: string): Promise<Holder> {
  if (platform() !== 'linux')
    throw new TargetError(
      `network namespaces are a feature of Linux, and this is ${platform()}`,
      predictedInstead,
    );
  try {
    return await start(stateFile, unshareOptions);
  } catch (error) {
    if (!(error instanceof TargetError) || process.getuid?.() !== 0) throw error;
    return start(stateFile, asRoot).catch(() => {
      throw error;
    });
  }
}

/** How long namespaces may take to come up, and a supervisor to see that its lab has ended, in milliseconds. */
const startPatienceMs = 60_000;
const supervisorPatienceMs = 10_000;

const predictedInstead =
  'Run with --target predicted: it walks the packets over the computed state and measures nothing';

async function start(stateFile: string, options: readonly string[]): Promise<Holder> {
  const script = join(packageRoot, 'lib', 'lab', 'standing', 'supervise.sh');
  // Its own process group: Ctrl-C reaches the command alone, which then ends the lab in order.
  const child = spawn('sh', [script, stateFile, ...options], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: searchingEnv(),
    detached: true,
  });
  let ended = false;
  const exit = new Promise<void>((resolve) => {
    child.on('close', () => {
      ended = true;
      resolve();
    });
  });
  child.stdin.on('error', () => {});
  const pid = await firstLine(child);
  return {
    pid,
    ended: () => ended,
    keep: () => {
      child.stdin.write('keep\n', () => release(child));
    },
    end: async () => {
      child.stdin.end();
      if (!ended) killQuietly(pid); // its number may be another process's by now
      const stopWaiting = afterWaiting(supervisorPatienceMs, () => killGroup(child));
      await exit;
      stopWaiting();
    },
  };
}

/** The supervisor and all that it started, where it does not end by itself. */
function killGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) killQuietly(-pid);
}

function release(child: Supervisor): void {
  child.stdin.destroy();
  child.stdout.destroy();
  child.stderr.destroy();
  child.unref();
}

function firstLine(child: Supervisor): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    let complaint = '';
    const stopWaiting = afterWaiting(startPatienceMs, () => {
      killGroup(child);
      reject(
        new TargetError(
          `timed out after ${startPatienceMs / 1000} s waiting for the lab's namespaces`,
          'Run the command again',
        ),
      );
    });
    child.on('close', stopWaiting);
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (!output.includes('\n')) return;
      stopWaiting();
      resolve(Number.parseInt(output, 10));
    });
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    child.on('error', (error) => {
      stopWaiting();
      reject(
        new TargetError(`the lab's first process cannot be started: ${error.message}`, predictedInstead),
      );
    });
    child.on('close', () =>
      reject(
        new TargetError(
          `namespaces cannot be had here: ${complaint.trim() || 'the holder ended at once'}`,
          remedyFor(complaint),
        ),
      ),
    );
  });
}

function remedyFor(complaint: string): string {
  if (/not found/.test(complaint))
    return 'Install util-linux (unshare, nsenter, mount), or run with --target predicted';
  return [
    'Containers need the right to make namespaces (Docker: --security-opt seccomp=unconfined --cap-add SYS_ADMIN);',
    'Ubuntu 24.04 and later: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0, or run as root.',
    predictedInstead,
  ].join(' ');
}
