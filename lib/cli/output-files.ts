/** Where a command's reports go: to the files that the user names, or to standard output. */
import { closeSync, openSync, writeSync } from 'node:fs';
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
  else writePieces(file, append ? 'a' : 'w', pieces);
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

function writePieces(file: string, flag: string, pieces: Iterable<string>): void {
  const fd = openSync(file, flag);
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
