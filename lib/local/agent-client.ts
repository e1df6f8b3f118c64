import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { packageRoot } from '../package-root';
import { TargetError } from '../target-error';
import type { Reply, Request } from './agent-protocol';
import { nsenterArguments } from './nsenter';

/** Probes leave little behind: a small young generation, in MiB, keeps the agent's memory near what it holds. */
const smallHeap = ['--max-semi-space-size=2'];

/** The command's end of the line to an agent. One request at a time. */
export class AgentClient {
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  private readonly replies: AsyncIterator<string>;
  private complaint = '';

  /** Starts an agent in the lab of that holder. */
  constructor(holderPid: number) {
    const agent = join(packageRoot, 'dist', 'agent.js');
    this.child = spawn('nsenter', [...nsenterArguments(holderPid), process.execPath, ...smallHeap, agent], {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    this.child.on('error', (error) => {
      this.complaint += error.message;
    });
    this.child.stdin.on('error', () => {});
    this.child.stderr.on('data', (chunk) => {
      this.complaint += chunk;
    });
    this.replies = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  /** @throws TargetError where the agent's programs failed, Error where the agent itself did */
  async ask<T>(request: Request): Promise<T> {
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.replies.next();
    if (done)
      throw new TargetError(
        `the agent in the lab ended: ${this.complaint.trim() || 'the lab has gone'}`,
        'Run the command again; if it stays so, `testbed doctor` says what is missing',
      );
    const reply = JSON.parse(value) as Reply;
    if ('result' in reply) return reply.result as T;
    const { message, stack, expected } = reply.error;
    if (expected)
      throw new TargetError(
        message,
        'See what the program said; `testbed doctor` lists what this machine lacks',
      );
    throw Object.assign(new Error(message), { stack });
  }

  /** Lets the agent end. */
  close(): void {
    this.child.stdin.end();
  }
}
