/** In the agent: a process in each namespace that is measured from or to, for both ends of a path are programs of their own. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Measured, Task } from '../../prober/measure';
import { LineProcess } from '../../prober/measure/line-process';
import { onOneProcessor } from '../agent/affinity';
import type { MeasuredEndpoint } from '../agent/agent-protocol';
import type { Namespaces } from '../agent/netns';

/** The program of the Jobs on clusters, so that a lab's numbers are made by the same. */
const program = join(__dirname, 'job-prober.js');

/** Starts a process that serves who measures, and measures itself. */
function measurer({ id, namespace, address, port }: MeasuredEndpoint, namespaces: Namespaces): LineProcess {
  const args = [program, 'measuring', id, Object.values(address).join(), `${port}`];
  // Both ends on one processor: else the time that a processor takes to wake up is most of a round trip, and is the
  // scheduler's and not the path's.
  const child = onOneProcessor(() => namespaces.enter(namespace, () => spawn(process.execPath, args)));
  return new LineProcess('a measuring process', child);
}

/** The measuring processes of a lab. */
export class Measurers {
  private constructor(private readonly all: readonly LineProcess[]) {}

  /** Starts one for each endpoint, and waits until all serve. @throws Error where one cannot */
  static async start(endpoints: readonly MeasuredEndpoint[], namespaces: Namespaces): Promise<Measurers> {
    const measurers = new Measurers(endpoints.map((endpoint) => measurer(endpoint, namespaces)));
    try {
      await Promise.all(measurers.all.map((one) => one.heard()));
      return measurers;
    } catch (error) {
      measurers.end();
      throw error;
    }
  }

  /** @param from place of the client's endpoint in the list */
  perform(from: number, task: Task): Promise<Measured> {
    const client = this.all[from]!;
    client.say(JSON.stringify(task));
    return client.heard();
  }

  end(): void {
    for (const one of this.all) one.end();
  }
}
