/**
 * The kernel's tables of learned neighbours (ARP, ND): one for IPv4 and one for IPv6, for all namespaces of a machine
 * together. Where one is full, packets are dropped that no network would have dropped.
 */
import { readFileSync } from 'node:fs';
import { smallest } from '../../base/lists';
import type { Datapath } from '../../datapath';

/** Linux's default of net.ipv4.neigh.default.gc_thresh3; programmed entries do not count. */
const usualRoom = 1024;
/** What is left to others: another lab, the machine's own networks. */
const share = 0.75;

/** How many entries a lab may have the kernel learn, in each family. */
export function neighbourRoom(read = readProc): number {
  const limits = ['ipv4', 'ipv6'].map((family) =>
    Number(read(`/proc/sys/net/${family}/neigh/default/gc_thresh3`) ?? usualRoom),
  );
  return share * smallest(limits.filter(Number.isFinite));
}

/** How often a table was full since the machine's start; undefined where this process cannot see it. */
export function timesFull(read = readProc): number | undefined {
  const counts = ['arp_cache', 'ndisc_cache'].flatMap((table) => {
    const text = read(`/proc/net/stat/${table}`);
    return text === undefined ? [] : [fullsIn(text)];
  });
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0);
}

/** A line of names, and a line of hexadecimal numbers for each processor. */
function fullsIn(text: string): number {
  const [names = '', ...lines] = text.trim().split('\n');
  const column = names.trim().split(/\s+/).indexOf('table_fulls');
  return lines.reduce(
    (sum, line) => sum + (Number.parseInt(line.trim().split(/\s+/)[column] ?? '', 16) || 0),
    0,
  );
}

/** At most so many entries a family are learned in a lab: by pods of their node and of one another, by nodes of their pods. */
export function learnedNeighbours({ endpoints }: Datapath): number {
  const pods = new Map<string, number>();
  for (const { kind, node } of endpoints) if (kind === 'pod') pods.set(node, (pods.get(node) ?? 0) + 1);
  return [...pods.values()].reduce((sum, count) => sum + count * (count + 1), 0);
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
