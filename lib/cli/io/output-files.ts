/**
 * Where a command's reports go: to the files that the user names, or to standard output. Such a name is followed wherever it
 * leads, through links too and to pipes and devices, as a shell's redirection does: /dev/stdout, /dev/null and >(jq) are
 * supported. Nothing but the content is written: no mode changes. (Files that the program names: base/write-files.ts.)
 */
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { systemCodeOf } from '../../base/message-of';
import type { Output } from './streams';

/** In place of a file's name: standard output. */
export const standardOutput = '-';

/** A report's text; that of large ones in pieces, as all of it may be more than one string can hold. */
export type Text = string | Iterable<string>;

/** A file, or `-` for standard output. */
export interface Destination {
  readonly file: string;
  /** Whether it goes behind what the file holds. @default false */
  readonly append?: boolean;
}

/** @throws an error of the system where it cannot be written */
export async function writeText(
  { file, append = false }: Destination,
  text: Text,
  stdout: Output,
): Promise<void> {
  const pieces = typeof text === 'string' ? [text] : text;
  if (file === standardOutput) for (const piece of pieces) await printed(piece, stdout);
  else writePieces(file, append, pieces);
}

/**
 * Prints a text and waits until it is. A reader that has seen enough (`| head`) is no trouble.
 * @throws an error of the system
 */
export function printed(text: string, stdout: Output): Promise<void> {
  return new Promise((resolve, reject) => {
    stdout.write(text, (error) => {
      if (!error || isGone(error)) resolve();
      else reject(error);
    });
  });
}

const isGone = ({ code }: NodeJS.ErrnoException) => code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';

/** Not to wait for a reader that a pipe may never get: without one, opening fails at once. */
const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_NONBLOCK;

function writePieces(file: string, append: boolean, pieces: Iterable<string>): void {
  const fd = openFor(file, flags | (append ? constants.O_APPEND : constants.O_TRUNC));
  try {
    for (const piece of pieces) writeAll(fd, piece);
  } finally {
    closeSync(fd);
  }
}

function openFor(file: string, how: number): number {
  try {
    return openSync(file, how);
  } catch (error) {
    if (typeof error === 'object' && error !== null && systemCodeOf(error) === 'ENXIO')
      throw Object.assign(error, { message: 'it is a pipe that nobody reads, or no device is behind it' });
    throw error;
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
    if (systemCodeOf(error) !== 'EAGAIN') throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5); // a pipe that is full: its reader is slow
    return 0;
  }
}
