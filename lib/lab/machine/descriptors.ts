/** How many open files a lab's prober needs, reckoned before anything is built. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { TargetError } from '../../base/target-error';
import { defaultPace } from '../../prober';

/** What a prober has to serve and to ask. */
export interface ProberSize {
  readonly endpoints: number;
  readonly families: number;
}

/** How a prober works within the open files that it may have. */
export interface ProberRoom {
  readonly threads: number;
  /** Exchanges under way at most, in each thread. */
  readonly mostUnderWay: number;
}

/** Below this many endpoints a thread more costs more than it brings. */
const fewestForThreads = 40;
/** The kernel's work, most of a probe, grows with threads only as long as cores do; and each takes memory. */
const mostThreads = 2;
/** Fewer exchanges under way than these would wait for one another wherever packets are lost. */
const fewestUnderWay = 16;

/** Node's own, the namespaces' home, pipes to programs; and what a thread has for itself. Measured: 24 and 9. */
const ofProcess = 48;
const ofThread = 16;
/** A TCP exchange under way has its client's and its server's end; one of UDP, a socket at most. */
const ofExchange = 2;

/** Descriptors for servers (TCP and UDP), UDP clients and namespaces, exchanges left aside. */
function standing({ endpoints, families }: ProberSize, threads: number): number {
  const perThread = ofThread + endpoints * (1 + 2 * families); // a namespace, and two UDP clients a family
  return ofProcess + endpoints * families * 2 + threads * perThread;
}

/**
 * Threads and exchanges for which the open files suffice: fewer of both where there are few.
 * @throws TargetError where even the least of both needs more
 */
export function proberRoom(
  size: ProberSize,
  limit = openFilesLimit(),
  cores = availableParallelism(),
): ProberRoom {
  const wanted = size.endpoints < fewestForThreads ? 1 : Math.min(mostThreads, cores);
  for (let threads = wanted; threads >= 1; threads--) {
    const left = Math.floor((limit - standing(size, threads)) / threads / ofExchange);
    if (left >= fewestUnderWay) return { threads, mostUnderWay: Math.min(left, defaultPace.most) };
  }
  const least = standing(size, 1) + fewestUnderWay * ofExchange;
  throw new TargetError(
    `${size.endpoints} nodes and pods to probe need ${least} open files and sockets, and a process may have ${limit} here`,
    `Allow more with \`ulimit -n ${least}\` (more than the hard limit takes root, or LimitNOFILE= of the service), or take fewer nodes and pods`,
  );
}

/** What this process, and those that it starts, may open: Node raises the soft limit to the hard one. */
function openFilesLimit(): number {
  const line = /^Max open files\s+(\d+|unlimited)/m.exec(readFileSync('/proc/self/limits', 'utf8'));
  return line && line[1] !== 'unlimited' ? Number(line[1]) : Number.POSITIVE_INFINITY;
}
