import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../base/message-of';
import { type Text, writeText } from './output-files';
import type { Streams } from './streams';

/**
 * Saves results whose reports failed, where the user named no file for them or that one could not be written: in a new
 * folder of the system's temporary one, else of the working one.
 * @param name of the file
 * @param use the command that makes reports of the file
 */
export async function saveResults(
  name: string,
  make: () => Text,
  use: (file: string) => string,
  { stdout, stderr }: Streams,
): Promise<void> {
  const reasons: string[] = [];
  for (const parent of new Set([tmpdir(), process.cwd()])) {
    let folder: string | undefined;
    try {
      folder = mkdtempSync(join(parent, 'testbed-results-'));
      const file = join(folder, name);
      await writeText({ file }, make(), stdout);
      stderr.write(`The results are saved. To make reports of them: ${use(shellWord(file))}\n`);
      return;
    } catch (error) {
      reasons.push(messageOf(error));
      if (folder) rmSync(folder, { recursive: true, force: true });
    }
  }
  stderr.write(`error: the results cannot be saved: ${reasons.join('; ')}\n`);
}

/** A path as it can be typed. */
function shellWord(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
