/** The only place that starts other programs: argument arrays, never a shell string, and errors that say what was run. */
import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';

/** How a program is run. */
export interface ExecOptions {
  /** Written to standard input. @default nothing: it is closed */
  readonly input?: string | Buffer;
  /** Environment. @default that of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** Working folder. @default that of this process */
  readonly cwd?: string;
  /** Kills the program when it takes longer, in milliseconds. @default no limit */
  readonly timeoutMs?: number;
}

/** How a program ended, and what it wrote. */
export interface ExecResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where `bridge`, `nft` and `bird` are: some distributions (Debian) leave these folders out of users' PATH. */
const adminFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The folders in which programs are looked for: those of the PATH, and those for administrators behind them. */
export function searchPath(path = process.env.PATH ?? ''): string {
  const known = path.split(delimiter);
  return [path, ...adminFolders.filter((folder) => !known.includes(folder))].filter(Boolean).join(delimiter);
}

/** The environment for programs that start others by themselves: its PATH has the administrators' folders too. */
export const searchingEnv = (env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv => ({
  ...env,
  PATH: searchPath(env.PATH),
});

/** A program that could not be started, or that failed. */
export class ExecError extends Error {
  constructor(
    readonly program: string,
    readonly args: readonly string[],
    /** Exit code; undefined where it could not be started or was killed. */
    readonly code: number | undefined,
    readonly output: string,
    /** Whether there is no such program. */
    readonly notFound = false,
  ) {
    super(
      `${[program, ...args].join(' ')}: ${code === undefined ? 'did not run' : `exit code ${code}`}\n${output.trim()}`,
    );
    this.name = 'ExecError';
  }
}

/** Runs a program to its end and returns its output, whatever its exit code. @throws ExecError where it cannot start */
export function tryExec(
  program: string,
  args: readonly string[],
  options: ExecOptions = {},
): Promise<ExecResult> {
  return new Promise((resolve, reject) => {
    const { env, cwd, timeoutMs } = options;
    const child = spawn(program, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: searchingEnv(env),
      cwd,
    });
    const fail = (reason: string, notFound = false) =>
      reject(new ExecError(program, args, undefined, reason, notFound));
    if (!child.stdout) return void child.on('error', ({ message }) => fail(message)); // no room for its pipes
    // Not Node's own time limit: its timer outlives a program that could not be started, and keeps this one waiting.
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.stdin.on('error', () => {}); // the program may end without reading all of it
    child.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      const notFound = code === 'ENOENT';
      fail(
        notFound ? `there is no program ${program} on the PATH, nor in ${adminFolders.join(', ')}` : message,
        notFound,
      );
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === null) fail(`killed by ${signal}`);
      else
        resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
    child.stdin.end(options.input ?? '');
  });
}

/** Runs a program that must succeed and returns its standard output. @throws ExecError */
export async function exec(
  program: string,
  args: readonly string[],
  options: ExecOptions = {},
): Promise<string> {
  const result = await tryExec(program, args, options);
  if (result.code !== 0) throw new ExecError(program, args, result.code, result.stderr || result.stdout);
  return result.stdout;
}
