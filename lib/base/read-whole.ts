import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes that are read at a time. */
const portion = 1 << 20;

/**
 * The content of a file or pipe. Devices give bytes without end, and so may pipes: what is larger than anything that is
 * wanted is not read to its end.
 * @param mostBytes the largest content that is taken
 * @throws Error that says why it cannot be read
 */
export function readWhole(path: string, mostBytes: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const stats = fstatSync(file);
    if (stats.isCharacterDevice() || stats.isBlockDevice()) throw new Error('it is a device, not a file');
    if (stats.isDirectory()) throw new Error('it is a folder');
    if (stats.size > mostBytes) throw tooLarge(mostBytes);
    return readPortions(file, mostBytes);
  } finally {
    closeSync(file);
  }
}

function readPortions(file: number, mostBytes: number): Buffer {
  const portions: Buffer[] = [];
  let total = 0;
  for (;;) {
    const buffer = Buffer.allocUnsafe(portion);
    const count = readSync(file, buffer, 0, portion, null);
    if (count === 0) return Buffer.concat(portions, total);
    portions.push(buffer.subarray(0, count));
    total += count;
    if (total > mostBytes) throw tooLarge(mostBytes);
  }
}

function tooLarge(mostBytes: number): Error {
  return new Error(`it is larger than ${Math.round(mostBytes / 2 ** 20).toLocaleString('en-US')} MiB`);
}
