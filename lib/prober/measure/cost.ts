/** What a process and its machine have spent so far, by the kernel's own counters, which anybody may read. */
import { readFileSync } from 'node:fs';

/** Counters that only rise. What a kernel does not tell is absent. */
export interface Counters {
  /** Processor time of this process, in milliseconds. */
  readonly cpuMs: number;
  /** Of the machine: busy time of all its processors, what the hypervisor took of them, and the whole, in ticks. */
  readonly machine?: { readonly busy: number; readonly stolen: number; readonly all: number };
  /** Of the main thread: how long it ran, and waited for a processor, in nanoseconds. */
  readonly thread?: { readonly ran: number; readonly waited: number };
  /** TCP segments that this network namespace has sent, and sent again. */
  readonly tcp?: { readonly sent: number; readonly again: number };
}

/** Milliseconds of a tick of /proc/stat: USER_HZ is 100 on every architecture that Linux and Node share. */
export const tickMs = 10;

/** The counters as they are now. */
export function counters(): Counters {
  const { user, system } = process.cpuUsage();
  return {
    cpuMs: (user + system) / 1000,
    ...told('machine', machineIn(textOf('/proc/stat'))),
    ...told('thread', threadIn(textOf('/proc/self/schedstat'))),
    ...told('tcp', tcpIn(textOf('/proc/self/net/snmp'))),
  };
}

const told = <K extends string, T>(name: K, value: T | undefined) =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<K, T>>;

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** First line: user nice system idle iowait irq softirq steal, and guests, which are in user already (proc(5)). */
export function machineIn(text: string): Counters['machine'] {
  const ticks = /^cpu +(.*)$/m.exec(text)?.[1]?.trim().split(/ +/).slice(0, 8).map(Number);
  if (ticks?.length !== 8 || ticks.some(Number.isNaN)) return undefined;
  const [user, nice, system, idle, iowait, irq, softirq, stolen] = ticks as [
    ...[number, number, number, number],
    ...[number, number, number, number],
  ];
  const busy = user + nice + system + irq + softirq;
  return { busy, stolen, all: busy + idle + iowait + stolen };
}

/** Three numbers: nanoseconds on a processor and waiting for one, and turns (Documentation/scheduler/sched-stats). */
export function threadIn(text: string): Counters['thread'] {
  const match = /^(\d+) (\d+) \d+$/m.exec(text);
  return match ? { ran: Number(match[1]), waited: Number(match[2]) } : undefined;
}

/** Two lines that begin with `Tcp:`: names, then values. */
export function tcpIn(text: string): Counters['tcp'] {
  const [names, values] = [...text.matchAll(/^Tcp: (.*)$/gm)].map((match) => match[1]!.split(' '));
  const value = (name: string) => Number(values?.[names?.indexOf(name) ?? -1]);
  const [sent, again] = [value('OutSegs'), value('RetransSegs')];
  return Number.isNaN(sent) || Number.isNaN(again) ? undefined : { sent, again };
}
