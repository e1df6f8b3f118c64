/** A bulk stream in a process of its own: one process receives no more than one processor can. */
import { spawn } from 'node:child_process';
import type { Place } from '../ask';
import { LineProcess } from '../line-process';
import { receive } from './receive';

/** What a stream's process is asked: its one argument, as JSON. */
export interface StreamTask extends Place {
  /** Absent: without end. */
  readonly bytes?: number;
  readonly warmUp: number;
  readonly mostMs: number;
}

/** What it received, once it was let go. */
export interface Streamed {
  readonly bytes: number;
  readonly cpuMs: number;
}

/**
 * The stream's process: warms up, says that it is ready, waits for a line, receives, and says how much. Without end, it says
 * that it is ready when the first bytes are there, and nothing more.
 */
export async function stream(
  task: StreamTask,
  input = process.stdin,
  output = process.stdout,
): Promise<void> {
  const ready = () => output.write('"ready"\n');
  if (task.bytes === undefined) {
    await receive(task, Number.POSITIVE_INFINITY, task.mostMs, ready);
    return;
  }
  if (task.warmUp > 0) await receive(task, task.warmUp, task.mostMs);
  ready();
  await new Promise((resolve) => input.once('data', resolve));
  input.destroy();
  const before = process.cpuUsage();
  const bytes = await receive(task, task.bytes, task.mostMs);
  const { user, system } = process.cpuUsage(before);
  output.write(`${JSON.stringify({ bytes, cpuMs: (user + system) / 1000 } satisfies Streamed)}\n`);
}

/** A stream's process, as whoever started it has it. */
export class StreamProcess {
  private readonly process: LineProcess;

  /** @param program the file that takes `stream TASK` */
  constructor(program: string, task: StreamTask) {
    const child = spawn(process.execPath, [program, 'stream', JSON.stringify(task)]);
    this.process = new LineProcess("a stream's process", child);
  }

  /** @throws Error where it ended before */
  async ready(): Promise<void> {
    await this.process.heard();
  }

  /** Lets it receive. @throws Error where it fails */
  streamed(): Promise<Streamed> {
    this.process.say('go');
    return this.process.heard();
  }

  end(): void {
    this.process.end();
  }
}
