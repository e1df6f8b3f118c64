/**
 * Where a command's reports go: to the file that the user names, or to standard output. Such a name is followed wherever it
 * leads, through links too and to pipes and devices, as a shell's redirection does: /dev/stdout, /dev/null and >(jq) are
 * meant to work. Nothing but the content is written: no mode changes. (Files that the program names: ../write-files.ts.)
 */
import { appendFileSync, closeSync, constants, openSync, writeSync } from 'node:fs';
import { oneLine } from '../plain-text';
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
      `error: ${oneLine(`${file} cannot be written: ${(error as Error).message}`)}. The verdict stands; name another file.\n`,
    );
    return false;
  }
}

/** Not to wait for a reader that a pipe may never get: without one, opening fails at once. */
const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NONBLOCK;

function writePieces(file: string, pieces: Iterable<string>): void {
  const fd = openFor(file);
  try {
    for (const piece of pieces) writeAll(fd, piece);
  } finally {
    closeSync(fd);
  }
}

function openFor(file: string): number {
  try {
    return openSync(file, flags);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
    throw new Error('it is a pipe that nobody reads, or no device is behind it');
  }
}

/** A write may take less than it is given: on a disk that is nearly full, or while a pipe's reader is slow. */
function writeAll(fd: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) rest = rest.subarray(written(fd, rest));
}

function written(fd: number, bytes: Buffer): number {
  try {
    return writeSync(fd, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5); // a pipe that is full: its reader is slow
    return 0;
  }
}
