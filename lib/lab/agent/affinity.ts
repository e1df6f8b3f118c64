/** Keeping programs on one processor: sched_setaffinity(2) through koffi, as Node has no call for it. */
import koffi from 'koffi';

const library = koffi.load(null);
const getaffinity = library.func('int sched_getaffinity(int pid, size_t size, _Out_ uint8_t *mask)');
const setaffinity = library.func('int sched_setaffinity(int pid, size_t size, const uint8_t *mask)');

/** Bytes of a mask: room for 8,192 processors, as many as kernels are built for. */
const maskBytes = 1024;

/**
 * Runs `act` with this thread on the last of the processors that it may use; what it starts stays there. Returns what `act`
 * returns. Where the kernel refuses, nothing is kept anywhere.
 */
export function onOneProcessor<T>(act: () => T): T {
  const before = Buffer.alloc(maskBytes);
  if (getaffinity(0, maskBytes, before) < 0) return act();
  setaffinity(0, maskBytes, lastOf(before));
  try {
    return act();
  } finally {
    setaffinity(0, maskBytes, before);
  }
}

/** A mask of the last processor of another mask. */
export function lastOf(mask: Buffer): Buffer {
  const last = Buffer.alloc(mask.length);
  const byte = mask.findLastIndex((bits) => bits !== 0);
  if (byte >= 0) last[byte] = 1 << (31 - Math.clz32(mask[byte]!));
  return last;
}
