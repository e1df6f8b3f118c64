/**
 * Whether a datagram was cut: a plain socket cannot forbid that, but the kernel counts what it cuts, for each network
 * namespace by itself. Sent whole, a datagram carries "don't fragment" (the kernel's own path MTU discovery), so nobody
 * further on cuts it either.
 */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Family } from '../../net';
import { isTooBig, type Observation, type Patience, type UdpClient } from '..';

const files: Readonly<Record<Family, string>> = { ipv4: '/proc/net/snmp', ipv6: '/proc/net/snmp6' };

/**
 * Cuts in a row that make a size too large. A node's kernel also cuts what it forwards: pieces that came in are put together
 * for its connection tracking and cut again, as those of every other Job that tries sizes with this node's pods.
 */
const cutsInARow = 8;
/** Between two of them, so that they meet no burst of somebody else's, in milliseconds. */
const longestPauseMs = 3;

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
    private readonly client: Pick<UdpClient, 'probe'>,
    private readonly family: Family,
    private readonly cut: (family: Family) => number | undefined = cutSoFar,
  ) {}

  async probe(address: string, port: number, patience: Patience, bytes = 0): Promise<Observation> {
    let last: Observation = { reachable: false };
    for (let attempt = 0; attempt < patience.tries; attempt++) {
      last = await this.exchange(address, port, patience.waitMs, bytes);
      if (last.reachable || isTooBig(last) || last.failure?.code === 'uncounted') return last;
    }
    return last;
  }

  /** One answer, or none, to a datagram that left in one piece. */
  private async exchange(address: string, port: number, waitMs: number, bytes: number): Promise<Observation> {
    for (let attempt = 0; attempt < cutsInARow; attempt++) {
      const before = this.cut(this.family);
      if (before === undefined) return { reachable: false, failure: { code: 'uncounted' } };
      // The kernel cuts within the call that sends, before this returns: what is counted later is not of this datagram.
      const answer = this.client.probe(address, port, { tries: 1, waitMs }, bytes);
      if (this.cut(this.family) === before) return answer;
      await setTimeout(Math.random() * longestPauseMs);
    }
    return { reachable: false, failure: { code: 'too-big' } };
  }
}
