/**
 * Whether a datagram was cut: a plain socket cannot forbid that, but the kernel counts what it cuts, for each network
 * namespace by itself. Sent whole, a datagram carries "don't fragment" (the kernel's own path MTU discovery), so nobody
 * further on cuts it either.
 */
import { readFileSync } from 'node:fs';
import type { Family } from '../../net';
import { type Observation, type Patience, tooBigHere, type UdpClient } from '../../prober';

const files: Readonly<Record<Family, string>> = { ipv4: '/proc/net/snmp', ipv6: '/proc/net/snmp6' };

/** Times that a cut is tried again: other programs of a node may make the kernel cut at the same moment. */
const tries = 3;

/** Without the count no size means anything. */
export const uncounted = 'this kernel does not count the packets that it cuts';

/** Packets that this network namespace has cut so far; undefined where the kernel does not say. */
export function cutSoFar(family: Family): number | undefined {
  try {
    return parseCuts(readFileSync(files[family], 'utf8'), family);
  } catch {
    return undefined;
  }
}

/** Counted whether the pieces got out or not: a link that drops the first one makes it a failure. */
const counters = ['FragOKs', 'FragFails'];

/** Reads the kernel's counters of cuts from /proc/net/snmp or snmp6. */
export function parseCuts(text: string, family: Family): number | undefined {
  const values = counters.map((name) =>
    family === 'ipv4' ? ipv4Counter(text, name) : ipv6Counter(text, name),
  );
  return values.some(Number.isNaN) ? undefined : values.reduce((sum, value) => sum + value, 0);
}

/** A line of names and a line of values. */
function ipv4Counter(text: string, name: string): number {
  const [names = '', values = ''] = text.split('\n').filter((line) => line.startsWith('Ip: '));
  return Number(values.split(' ')[names.split(' ').indexOf(name)] ?? Number.NaN);
}

/** A line for each. */
function ipv6Counter(text: string, name: string): number {
  return Number(new RegExp(`^Ip6${name}\\s+(\\d+)`, 'm').exec(text)?.[1] ?? Number.NaN);
}

/** A UDP client for whom a datagram that would have to be cut is one that the kernel refuses. One probe at a time. */
export class UncutClient implements Pick<UdpClient, 'probe'> {
  constructor(
    private readonly client: UdpClient,
    private readonly family: Family,
    private readonly cut: (family: Family) => number | undefined = cutSoFar,
  ) {}

  async probe(address: string, port: number, patience: Patience, bytes = 0): Promise<Observation> {
    for (let attempt = 0; attempt < tries; attempt++) {
      const before = this.cut(this.family);
      const observation = await this.client.probe(address, port, patience, bytes);
      if (before === undefined) return { reachable: false, error: uncounted };
      if (this.cut(this.family) === before) return observation;
    }
    return { reachable: false, error: tooBigHere };
  }
}
