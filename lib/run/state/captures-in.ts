import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../base/message-of';
import { readWhole } from '../../base/read-whole';
import { type Capture, CaptureError, largestCapture, readCaptures } from '../../state/capture';
import { RunError } from '../run-error';

/**
 * The captures of a file, which may hold a list of them, or of all files of a folder whose names end in `.json`.
 * @throws RunError that says which file is wrong, that there is none, or that two are of one machine
 */
export function capturesIn(path: string): Capture[] {
  const files = isFolder(path) ? filesIn(path) : [path];
  if (files.length === 0) throw new RunError({ code: 'no-captures', folder: path });
  const fileOf = new Map<string, string>();
  return files.flatMap((file) =>
    captureIn(file).map((capture) => {
      const other = fileOf.get(capture.host);
      if (other !== undefined)
        throw new RunError({
          code: 'not-capture',
          file,
          reason: `it is of ${capture.host}, as ${other} is: leave one of both`,
        });
      fileOf.set(capture.host, file);
      return capture;
    }),
  );
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function filesIn(folder: string): string[] {
  return reading(folder, () => readdirSync(folder, { withFileTypes: true }))
    .filter((entry: Dirent) => !entry.isDirectory() && entry.name.endsWith('.json'))
    .map(({ name }) => join(folder, name))
    .sort();
}

function captureIn(file: string): Capture[] {
  const data = reading(file, () => readWhole(file, largestCapture));
  try {
    return readCaptures(data);
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
    throw new RunError({ code: 'not-capture', file, reason: error.message });
  }
}

function reading<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new RunError({ code: 'unreadable-file', file, reason: messageOf(error) });
  }
}
