import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program of ours that is asked and answers by lines of JSON, as whoever started it has it. */
export class LineProcess {
  private readonly lines: AsyncIterator<string>;
  private complaint = '';

  /** @param what it is, for an error */
  constructor(
    private readonly what: string,
    private readonly child: ChildProcessWithoutNullStreams,
  ) {
    child.on('error', (error) => {
      this.complaint += error.message;
    });
    child.stdin.on('error', () => {});
    child.stderr.on('data', (chunk) => {
      this.complaint += chunk;
    });
    this.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** Writes a line. */
  say(line: string): void {
    this.child.stdin.write(`${line}\n`);
  }

  /** Its next line. @throws Error where it ended before */
  async heard<T>(): Promise<T> {
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`${this.what} ended: ${this.complaint.trim() || 'it said nothing'}`);
    return JSON.parse(value);
  }

  end(): void {
    this.child.kill('SIGKILL');
  }
}
