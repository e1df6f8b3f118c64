/** The runner's one door to a cluster: kubectl, called with argument arrays, its failures put in words. */
import { type ChildProcess, spawn } from 'node:child_process';
import { ExecError, type ExecResult, searchingEnv, tryExec } from '../../base/exec';
import { TargetError } from '../../base/target-error';

/** Which cluster, as kubectl's own users say it. */
export interface ClusterAccess {
  /** @default kubectl's own: KUBECONFIG, then ~/.kube/config */
  readonly kubeconfig?: string;
  /** @default the file's current context */
  readonly context?: string;
}

interface CallOptions {
  readonly input?: string;
  /** Milliseconds. @default 60 s */
  readonly timeoutMs?: number;
}

/** What trying again does not mend, such as a missing right. */
export class LastingError extends TargetError {}

/** Longest that a call may take unless it waits for something, in milliseconds. */
const callTimeoutMs = 60_000;

/** Calls of kubectl with the access that was given. */
export class Kubectl {
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    private readonly access: ClusterAccess = {},
    private readonly program = 'kubectl',
  ) {}

  /** @throws TargetError in words where the call fails */
  async run(args: readonly string[], options: CallOptions = {}): Promise<string> {
    const { code, stdout, stderr } = await this.attempt(args, options);
    if (code !== 0) throw callError(args, stderr || stdout);
    return stdout;
  }

  async json<T>(args: readonly string[], options: CallOptions = {}): Promise<T> {
    const text = await this.run([...args, '--output', 'json'], options);
    try {
      return JSON.parse(text) as T;
    } catch {
      throw callError(args, `the answer is no JSON: ${text.slice(0, 200)}`);
    }
  }

  /** Runs it whatever its exit code. @throws TargetError where it cannot run at all */
  async attempt(
    args: readonly string[],
    { input, timeoutMs = callTimeoutMs }: CallOptions = {},
  ): Promise<ExecResult> {
    const call = tryExec(this.program, [...this.flags(), ...args], { input, timeoutMs, env: process.env });
    this.running.add(call);
    try {
      return await call;
    } catch (error) {
      if (!(error instanceof ExecError)) throw error;
      throw startError(this.program, args, error);
    } finally {
      this.running.delete(call);
    }
  }

  /** Starts it to go on beside this program, until whoever asked for it ends it. */
  start(args: readonly string[]): ChildProcess {
    return spawn(this.program, [...this.flags(), ...args], {
      ...{ stdio: ['ignore', 'pipe', 'pipe'], env: searchingEnv() },
      // Ctrl-C is for this program, which ends it when it has cleaned up.
      detached: true,
    });
  }

  /** Waits until no call is under way, so that nothing is made while things are removed. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.running]);
  }

  private flags(): string[] {
    const { kubeconfig, context } = this.access;
    return [...(kubeconfig ? ['--kubeconfig', kubeconfig] : []), ...(context ? ['--context', context] : [])];
  }
}

function startError(program: string, args: readonly string[], error: ExecError): TargetError {
  return error.notFound
    ? new LastingError(`${program} is not installed`, 'Install kubectl, or put it on the PATH')
    : new TargetError(
        `kubectl ${args.slice(0, 3).join(' ')} did not end by itself: ${error.output.trim()}`,
        'See whether the API server answers: kubectl get nodes',
      );
}

type Remedy = readonly [pattern: RegExp, what: string, remedy: string];

/** What kubectl says, by what its user can do about it: first what may pass. */
const passing: readonly Remedy[] = [
  [
    /:\d+\/containerLogs\/|error dialing backend|No agent available/,
    'the API server does not reach the kubelet, so that nobody can read logs',
    'Let it reach port 10250 of every node, under the name or address that it uses: kubectl logs must work for any pod',
  ],
  [
    /connection refused|no such host|i\/o timeout|Unable to connect|no route to host|TLS handshake|was refused|context deadline exceeded/i,
    'the cluster cannot be reached',
    'Start it, or name another one with --context or --kubeconfig',
  ],
];

const lasting: readonly Remedy[] = [
  [
    /context .* does not exist|no configuration has been provided|stat .*: no such file|invalid configuration|error loading config/i,
    'there is no such cluster in the kubeconfig',
    'See `kubectl config get-contexts`, and name one with --context or --kubeconfig',
  ],
  [
    /Unauthorized|must be logged in|provide credentials|expired/i,
    'the cluster does not accept who you are',
    'Renew your credentials for it',
  ],
  [
    /Forbidden|forbidden|cannot .* resource/,
    'you have no permission for it',
    'Ask for the rights that the message names, or use an administrator’s kubeconfig',
  ],
];

/** The error of a call that failed, with what to do about it. */
export function callError(args: readonly string[], output: string): TargetError {
  const said = output
    .trim()
    .split('\n')
    .filter((line) => !/^[EIW]\d{4} /.test(line))
    .slice(0, 4)
    .join(' ');
  const found = [...passing, ...lasting].find(([pattern]) => pattern.test(output));
  const [, what, remedy] = found ?? [undefined, `kubectl ${args.slice(0, 2).join(' ')} failed`, undefined];
  const Kind = found && lasting.includes(found) ? LastingError : TargetError;
  return new Kind(
    `${what}: ${said || 'kubectl said nothing'}`,
    remedy ?? 'See what kubectl says; -v=6 makes it say more',
  );
}
