import { type Counters, tickMs } from './cost';
import type { Measured } from './task';

/** Counters of both ends at one moment. */
export interface Ends {
  readonly client: Counters;
  readonly server: Counters;
}

/** What was spent between two moments. */
export function spentBetween(
  before: Ends,
  after: Ends,
): Pick<Measured, 'cpuMs' | 'busyMs' | 'retransmitted' | 'waiting' | 'steal'> {
  const cpu = (end: keyof Ends) => rounded(after[end].cpuMs - before[end].cpuMs);
  const machines = [machineBetween(before, after, 'client'), machineBetween(before, after, 'server')];
  const [client, server] = machines;
  const tcp = tcpBetween(before.server, after.server);
  const waiting = waitingBetween(before.client, after.client);
  return {
    cpuMs: { client: cpu('client'), server: cpu('server') },
    ...(client && server ? { busyMs: { client: client.busyMs, server: server.busyMs } } : {}),
    ...(client && server ? { steal: rounded(Math.max(client.steal, server.steal)) } : {}),
    ...(tcp ? { retransmitted: tcp } : {}),
    ...(waiting === undefined ? {} : { waiting }),
  };
}

function machineBetween(before: Ends, after: Ends, end: keyof Ends) {
  const [from, to] = [before[end].machine, after[end].machine];
  if (!from || !to) return undefined;
  const all = to.all - from.all;
  return {
    busyMs: Math.max(0, tickMs * (to.busy - from.busy)),
    steal: all > 0 ? Math.min(1, Math.max(0, (to.stolen - from.stolen) / all)) : 0,
  };
}

function tcpBetween({ tcp: from }: Counters, { tcp: to }: Counters): Measured['retransmitted'] {
  return from && to && to.sent >= from.sent && to.again >= from.again
    ? { segments: to.again - from.again, of: to.sent - from.sent }
    : undefined;
}

function waitingBetween({ thread: from }: Counters, { thread: to }: Counters): number | undefined {
  if (!from || !to) return undefined;
  const [ran, waited] = [to.ran - from.ran, to.waited - from.waited];
  return ran + waited > 0 ? rounded(Math.min(1, Math.max(0, waited / (ran + waited)))) : undefined;
}

const rounded = (value: number) => Number(value.toFixed(4));
