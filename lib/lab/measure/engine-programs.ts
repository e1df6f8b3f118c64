/** In the agent: iperf3 in the namespaces that are measured from or to. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { type ExecResult, searchingEnv, tryExec } from '../../base/exec';
import { onOneProcessor } from '../agent/affinity';
import type { EngineServer } from '../agent/agent-protocol';
import type { Namespaces } from '../agent/netns';

/** The program. */
const program = 'iperf3';
/** How long a client may take, in milliseconds: a gigabyte at 70 Mbit/s. */
const mostMs = 120_000;
/** How long a server may take until it listens, and how long between two looks, in milliseconds. */
const startMs = 10_000;
const lookMs = 20;
/** What the kernel calls the state of a socket that listens. */
const listening = '0A';
/** Sockets of the namespace that this thread is in. */
const tables = ['/proc/thread-self/net/tcp', '/proc/thread-self/net/tcp6'];

/** Runs it as the testbed's own measuring processes run: both ends on one processor. */
export class EnginePrograms {
  private constructor(
    private readonly servers: readonly ChildProcess[],
    private readonly namespaces: Namespaces,
  ) {}

  /** Starts all servers, and waits until each listens. @throws Error where one does not */
  static async start(wanted: readonly EngineServer[], namespaces: Namespaces): Promise<EnginePrograms> {
    const servers = wanted.map(({ namespace, args }) =>
      onOneProcessor(() =>
        namespaces.enter(namespace, () => spawn(program, args, { env: searchingEnv(), stdio: 'ignore' })),
      ),
    );
    for (const server of servers) server.on('error', () => {}); // it never listens, which is said
    const programs = new EnginePrograms(servers, namespaces);
    try {
      await Promise.all(wanted.map((server) => listens(server, namespaces)));
      return programs;
    } catch (error) {
      programs.end();
      throw error;
    }
  }

  /** Runs a client to its end. @throws ExecError where it takes too long */
  run(namespace: string, args: readonly string[]): Promise<ExecResult> {
    return onOneProcessor(() =>
      this.namespaces.enter(namespace, () => tryExec(program, args, { timeoutMs: mostMs })),
    );
  }

  end(): void {
    for (const server of this.servers) server.kill('SIGKILL');
  }
}

/** Asks the kernel and not the server: that one would take whoever connects for a client. */
async function listens({ namespace, port }: EngineServer, namespaces: Namespaces): Promise<void> {
  for (let waited = 0; waited < startMs; waited += lookMs) {
    if (namespaces.enter(namespace, () => tables.some((table) => isListening(table, port)))) return;
    await setTimeout(lookMs);
  }
  throw new Error(`${program} does not listen on port ${port} in ${namespace} after ${startMs} ms`);
}

/** Lines such as `0: 0100007F:6B2C 00000000:0000 0A …`: a number, own address and port, the other's, the state. */
function isListening(table: string, port: number): boolean {
  const own = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return textOf(table)
    .split('\n')
    .map((line) => line.trim().split(/ +/))
    .some(([, local = '', , state]) => local.endsWith(own) && state === listening);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // a kernel without IPv6 has no tcp6
  }
}
