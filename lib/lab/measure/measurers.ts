/** In the agent: a process in each namespace that is measured from or to, for both ends of a path are programs of their own. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Measured, Task } from '../../prober/measure';
import { onOneProcessor } from '../agent/affinity';
import type { MeasuredEndpoint } from '../agent/agent-protocol';
import type { Namespaces } from '../agent/netns';

/** The program of the Jobs on clusters, so that a lab's numbers are made by the same. */
const program = join(__dirname, 'job-prober.js');

/** A process that serves who measures, and measures itself. */
class Measurer {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly lines: AsyncIterator<string>;
  private complaint = '';

  constructor({ id, namespace, address, port }: MeasuredEndpoint, namespaces: Namespaces) {
    const args = [program, 'measuring', id, Object.values(address).join(), `${port}`];
    // Both ends on one processor: else the time that a processor takes to wake up is most of a round trip, and is the
    // scheduler's and not the path's.
    this.child = onOneProcessor(() => namespaces.enter(namespace, () => spawn(process.execPath, args)));
    this.child.on('error', (error) => {
      this.complaint += error.message;
    });
    this.child.stdin.on('error', () => {});
    this.child.stderr.on('data', (chunk) => {
      this.complaint += chunk;
    });
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  async ready(): Promise<void> {
    await this.line();
  }

  async perform(task: Task): Promise<Measured> {
    this.child.stdin.write(`${JSON.stringify(task)}\n`);
    return JSON.parse(await this.line());
  }

  end(): void {
    this.child.kill('SIGKILL');
  }

  private async line(): Promise<string> {
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`a measuring process ended: ${this.complaint.trim() || 'it said nothing'}`);
    return value;
  }
}

/** The measuring processes of a lab. */
export class Measurers {
  private constructor(private readonly all: readonly Measurer[]) {}

  /** Starts one for each endpoint, and waits until all serve. @throws Error where one cannot */
  static async start(endpoints: readonly MeasuredEndpoint[], namespaces: Namespaces): Promise<Measurers> {
    const measurers = new Measurers(endpoints.map((endpoint) => new Measurer(endpoint, namespaces)));
    try {
      await Promise.all(measurers.all.map((one) => one.ready()));
      return measurers;
    } catch (error) {
      measurers.end();
      throw error;
    }
  }

  /** @param from place of the client's endpoint in the list */
  perform(from: number, task: Task): Promise<Measured> {
    return this.all[from]!.perform(task);
  }

  end(): void {
    for (const one of this.all) one.end();
  }
}
