/** Memory that is left, so that what does not fit is refused at once and not after hours of work. */
import { freemem } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import { TargetError } from './target-error';

const gib = 2 ** 30;

/** Bytes that this process may still fill with objects: Node bounds them by the machine's memory, and at 4 GiB. */
export function heapRoom(): number {
  const { heap_size_limit: most, used_heap_size: used } = getHeapStatistics();
  return most - used;
}

/** Bytes that the machine has left, or the container that this process runs in. */
export function machineRoom(): number {
  const limit = process.constrainedMemory?.() ?? 0; // 0, or more than any machine has: none
  return limit > 0 && limit < 2 ** 50 ? Math.min(freemem(), limit - process.memoryUsage().rss) : freemem();
}

/**
 * @param what needs so many bytes of this process, such as `the kernel state of 5,000 nodes`
 * @throws TargetError where this process cannot have them
 */
export function refuseBeyondHeap(bytes: number, what: string, instead: string, room = heapRoom()): void {
  if (bytes <= room) return;
  throw new TargetError(
    `${what} would take about ${inGib(bytes)} of memory, and this process may have ${inGib(room)} more`,
    `${instead}, or give Node more, where the machine has it: NODE_OPTIONS=--max-old-space-size=${Math.ceil((1.5 * bytes) / 2 ** 20)}`,
  );
}

/** Bytes in GiB, for people. */
export const inGib = (bytes: number): string => `${(Math.max(0, bytes) / gib).toFixed(1)} GiB`;
