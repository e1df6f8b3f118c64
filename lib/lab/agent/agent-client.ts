import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { searchingEnv } from '../../base/exec';
import { packageRoot } from '../../base/package-root';
import { TargetError } from '../../base/target-error';
import { afterWaiting } from '../../prober';
import { killQuietly, stateOf } from '../standing/process-id';
import type { AgentLine, Answers, Request } from './agent-protocol';
import { nsenterArguments } from './nsenter';

/** Probes leave little behind: a small young generation, in MiB, keeps the agent's memory near what it holds. */
const smallHeap = ['--max-semi-space-size=2'];

/** An agent says every second that it lives. One that says nothing for so long is stopped or stuck, in milliseconds. */
const silenceMs = 60_000;

/** The command's end of the line to an agent. One request at a time. */
export class AgentClient {
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  private complaint = '';
  private ended = false;
  /** Takes the agent's lines while a request waits for its answer; undefined once the agent has ended. */
  private onLine: (line: AgentLine | undefined) => void = () => {};

  /** Starts an agent in the lab of that holder. */
  constructor(
    holderPid: number,
    private readonly patienceMs = silenceMs,
  ) {
    const agent = join(packageRoot, 'dist', 'agent.js');
    this.child = spawn('nsenter', [...nsenterArguments(holderPid), process.execPath, ...smallHeap, agent], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: searchingEnv(),
      detached: true,
    });
    this.child.on('error', (error) => {
      this.complaint += error.message;
      this.end();
    });
    this.child.stdin.on('error', () => {});
    this.child.stderr.on('data', (chunk) => {
      this.complaint += chunk;
    });
    createInterface({ input: this.child.stdout }).on('line', (line) => this.onLine(JSON.parse(line)));
    this.child.on('close', () => this.end());
  }

  /** Of its process group; undefined where it could not be started. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Asks the agent. @throws TargetError where it ended, is silent, or could not have what it needed; Error where it broke */
  ask<R extends Request>(request: R): Promise<Answers[R['do']]> {
    return new Promise((resolve, reject) => {
      let stopWaiting = () => {};
      const settle = (act: () => void) => {
        stopWaiting();
        this.onLine = () => {};
        act();
      };
      const waitOn = () => {
        stopWaiting();
        stopWaiting = afterWaiting(this.patienceMs, () => settle(() => reject(this.silent())));
      };
      this.onLine = (line) => {
        if (line === undefined) settle(() => reject(this.gone()));
        else if ('alive' in line) waitOn();
        else if ('result' in line) settle(() => resolve(line.result as Answers[R['do']]));
        else settle(() => reject(agentError(line.error)));
      };
      if (this.ended) return this.onLine(undefined);
      waitOn();
      this.child.stdin.write(`${JSON.stringify(request)}\n`);
    });
  }

  /** Lets the agent end. */
  close(): void {
    this.child.stdin.end();
  }

  private end(): void {
    this.ended = true;
    this.onLine(undefined);
  }

  private gone(): TargetError {
    return new TargetError(
      `the agent in the lab ended: ${this.complaint.trim() || 'the lab has gone'}`,
      'Run the command again; if it stays so, `testbed doctor` says what is missing',
    );
  }

  /** Ends the agent too: what it says later would answer no request. */
  private silent(): TargetError {
    const { pid } = this.child;
    const stopped = pid !== undefined && stateOf(pid) === 'T';
    this.kill();
    return new TargetError(
      `the agent in the lab has said nothing for ${this.patienceMs / 1000} s${stopped ? ': it was stopped' : ''}`,
      'Run the command again; a machine that is this busy needs fewer nodes and pods',
    );
  }

  private kill(): void {
    if (this.child.pid !== undefined) killQuietly(-this.child.pid); // nsenter, and the agent that it waits for
  }
}

function agentError({ message, stack, remedy }: Extract<AgentLine, { error: unknown }>['error']): Error {
  return remedy === undefined
    ? Object.assign(new Error(message), { stack })
    : new TargetError(message, remedy);
}
