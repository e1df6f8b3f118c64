/** Where a command's reports go: to the file that the user names, or to standard output. */
import { appendFileSync, closeSync, openSync, writeSync } from 'node:fs';
import type { Streams } from './streams';

/** In place of a file's name: standard output. */
export const standardOutput = '-';

/**
 * Writes what was asked for, and says where it cannot: no trouble with a file loses a verdict.
 * @param file a path, `-` for standard output, or nothing where the user named none
 * @returns whether it could be written
 */
export function attemptToWrite(
  file: string | undefined,
  text: string | Iterable<string>,
  { stdout, stderr }: Streams,
): boolean {
  if (file === undefined) return true;
  const pieces = typeof text === 'string' ? [text] : text;
  if (file === standardOutput) {
    for (const piece of pieces) stdout.write(piece);
    return true;
  }
  return attempt(file, () => writePieces(file, pieces), stderr);
}

/** Markdown goes to the file, where one is named, and to the page of a CI job, where there is one. */
export function attemptToWriteMarkdown(
  named: string | undefined,
  make: () => string,
  streams: Streams,
): boolean {
  const page = process.env.GITHUB_STEP_SUMMARY || undefined;
  if (named === undefined && page === undefined) return true;
  const text = make();
  const written = [
    attemptToWrite(named, text, streams),
    page === undefined || attempt(page, () => appendFileSync(page, text), streams.stderr),
  ];
  return written.every(Boolean);
}

function attempt(file: string, write: () => void, stderr: Streams['stderr']): boolean {
  try {
    write();
    return true;
  } catch (error) {
    stderr.write(
      `error: ${file} cannot be written: ${(error as Error).message}. The verdict stands; name another file.\n`,
    );
    return false;
  }
}

function writePieces(file: string, pieces: Iterable<string>): void {
  const fd = openSync(file, 'w');
  try {
    for (const piece of pieces) writeAll(fd, piece);
  } finally {
    closeSync(fd);
  }
}

/** A write may take less than it is given, on a disk that is nearly full for one. */
function writeAll(fd: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
}
