/** Calls of the API whose time matters: starting kubectl for each takes longer than what is timed. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { TargetError } from '../../base/target-error';
import { now } from '../../prober/measure/clock';
import type { Kubectl } from '../runner/kubectl';

/** What came back, or why nothing did. */
interface Answer {
  readonly good: boolean;
  readonly said: string;
  readonly answeredMs: number;
}

/** A call that takes longer is given up, in milliseconds. */
const callMs = 30_000;

/**
 * `kubectl proxy`, with the rights of whoever runs this, on a socket in a folder that nobody else can enter. It lets through
 * what is called, and nothing else.
 */
export class ApiProxy {
  private readonly connections = new Agent({ keepAlive: true });
  private readonly kill = () => void this.child.kill();

  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {
    process.once('exit', this.kill);
  }

  /** @param paths patterns of those that are called @throws TargetError where it does not start */
  static async start(kubectl: Kubectl, paths: readonly string[]): Promise<ApiProxy> {
    const folder = mkdtempSync(join(tmpdir(), 'cni-testbed-'));
    const accepted = paths.map((path) => `^${path}$`).join();
    const socket = join(folder, 'api');
    const child = kubectl.start(['proxy', `--unix-socket=${socket}`, `--accept-paths=${accepted}`]);
    const proxy = new ApiProxy(folder, child);
    try {
      await serves(child);
      return proxy;
    } catch (error) {
      proxy.end();
      throw error;
    }
  }

  /** Makes an object as it is given here. @returns when the API had answered @throws TargetError where it refuses */
  async apply(path: string, object: object): Promise<number> {
    const query = '?fieldManager=cni-testbed&force=true';
    const { good, said, answeredMs } = await this.call('PATCH', `${path}${query}`, JSON.stringify(object));
    if (good) return answeredMs;
    throw new TargetError(
      `the API did not take ${path}: ${said.slice(0, 200)}`,
      'See `kubectl get nodes`; an admission webhook or a quota may refuse it, too',
    );
  }

  /** What is there, as text; undefined where it cannot be had now. */
  async get(path: string): Promise<string | undefined> {
    const { good, said } = await this.call('GET', path);
    return good ? said : undefined;
  }

  end(): void {
    process.off('exit', this.kill);
    this.connections.destroy();
    this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async call(method: string, path: string, body?: string): Promise<Answer> {
    const call = request({
      ...{ socketPath: join(this.folder, 'api'), agent: this.connections, method, path },
      signal: AbortSignal.timeout(callMs),
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/apply-patch+yaml' } }),
    });
    call.on('error', () => {}); // whoever waits hears of it
    call.end(body);
    try {
      const [answer] = (await once(call, 'response')) as [IncomingMessage];
      const answeredMs = now();
      const { statusCode = 0 } = answer;
      return { good: statusCode >= 200 && statusCode < 300, said: await text(answer), answeredMs };
    } catch (error) {
      return { good: false, said: (error as Error).message, answeredMs: now() };
    }
  }
}

/** It says so when it does. */
function serves(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let complaint = '';
    const fail = () =>
      reject(new TargetError(`kubectl proxy does not start: ${complaint.trim()}`, 'See `kubectl proxy`'));
    child.stdout?.once('data', () => resolve());
    child.stderr?.on('data', (chunk) => {
      complaint += chunk;
    });
    child.once('error', ({ message }) => {
      complaint += message;
      fail();
    });
    child.once('exit', fail);
  });
}
