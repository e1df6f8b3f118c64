/** The command line run in this process, with streams that remember what was written. */
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Writable } from 'node:stream';
import { main } from '../../lib/cli/main';

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

class Memory extends Writable {
  text = '';

  constructor(
    readonly isTTY: boolean,
    readonly columns?: number,
  ) {
    super();
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk;
    done();
  }
}

/** Runs `testbed …`; `terminal` says whether the streams claim to be one, `columns` how many characters wide. */
export async function run(argv: readonly string[], terminal = false, columns?: number): Promise<Run> {
  const [stdout, stderr] = [new Memory(terminal, columns), new Memory(terminal, columns)];
  const code = await main(argv, { stdout, stderr });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

/** Removes the folder of the results that a command has saved, as its reports failed. */
export function removeSaved(stderr: string): void {
  const [, file] = /^The results are saved\..* (\S+testbed-results-\S+\.json)/m.exec(stderr)!;
  rmSync(dirname(file!), { recursive: true });
}
