/** Makes one measurement: warm up, count both ends' cost, work, count again. */
import { countersOf } from './ask';
import { counters } from './cost';
import { failureIn } from './failure-in';
import { quantilesOf } from './quantiles';
import { type Ends, spentBetween } from './spent';
import { failed, type Measured, type Task, type Work } from './task';
import { handshakes } from './works/connect';
import { datagrams } from './works/datagrams';
import { receive } from './works/receive';
import { roundTrips } from './works/rtt';
import { StreamProcess } from './works/stream';

/** Called when the warm-up is over, and what follows counts. */
type Started = () => Promise<void>;

/** What a work found out. */
type Finding = Pick<Measured, 'count' | 'bytes' | 'lost' | 'reordered' | 'packet'> & {
  readonly timesUs?: readonly number[];
  /** Processor time of other processes at the client's end, in milliseconds. */
  readonly helpersMs?: number;
};

/** Fewer exchanges than these, in the time that there was, are no distribution. */
const fewest = 50;

/**
 * One measurement. That it fails is what it found.
 * @param program the file that takes `stream TASK`, for streams in processes of their own
 */
export async function perform(task: Task, program: string): Promise<Measured> {
  let before: Ends | undefined;
  let begun = 0;
  const started = async () => {
    before = await ends(task);
    begun = performance.now();
  };
  try {
    const { id } = await countersOf(task); // whoever cannot be reached is not asked thousands of times
    if (task.server !== undefined && id !== task.server) return failed({ code: 'other-server', id });
    const { timesUs, helpersMs = 0, ...finding } = await doing[task.work](task, started, program);
    const durationMs = performance.now() - begun;
    const after = await ends(task);
    const { cpuMs, ...spent } = spentBetween(before!, after);
    const quantilesUs = timesUs && quantilesOf(timesUs);
    if (timesUs && timesUs.length < Math.min(fewest, task.amount))
      return failed({ code: 'in-series', exchange: timesUs.length, of: task.amount });
    return {
      ...finding,
      ...(quantilesUs ? { quantilesUs } : {}),
      durationMs: Number(durationMs.toFixed(3)),
      ...(cpuMs ? { cpuMs: { ...cpuMs, client: Number((cpuMs.client + helpersMs).toFixed(3)) } } : {}),
      ...spent,
    };
  } catch (error) {
    return failed(failureIn(error));
  }
}

const ends = async (task: Task): Promise<Ends> => ({ server: await countersOf(task), client: counters() });

const doing: Readonly<Record<Work, (task: Task, started: Started, program: string) => Promise<Finding>>> = {
  async rtt(task, started) {
    const timesUs = await roundTrips(task, started);
    return { count: timesUs.length, timesUs };
  },
  async connect(task, started) {
    const timesUs = await handshakes(task, started);
    return { count: timesUs.length, timesUs };
  },
  async bulk(task, started) {
    if (task.warmUp > 0) await receive(task, task.warmUp, task.mostMs);
    await started();
    return { count: 1, bytes: await receive(task, task.amount, task.mostMs) };
  },
  'bulk-8': (task, started, program) => streams(8, task, started, program),
  async 'rtt-loaded'(task, started, program) {
    const { address, port, mostMs } = task;
    const load = new StreamProcess(program, { address, port, warmUp: 0, mostMs: 2 * mostMs });
    try {
      await load.ready();
      const timesUs = await roundTrips(task, started);
      return { count: timesUs.length, timesUs };
    } finally {
      load.end();
    }
  },
  'udp-small': loss,
  'udp-large': loss,
};

async function streams(count: number, task: Task, started: Started, program: string): Promise<Finding> {
  const { address, port, mostMs } = task;
  const bytes = Math.ceil(task.amount / count);
  const warmUp = Math.ceil(task.warmUp / count);
  const running = Array.from(
    { length: count },
    () => new StreamProcess(program, { address, port, bytes, warmUp, mostMs }),
  );
  try {
    await Promise.all(running.map((one) => one.ready()));
    await started();
    const streamed = await Promise.all(running.map((one) => one.streamed()));
    const sum = (of: readonly number[]) => of.reduce((total, value) => total + value, 0);
    return {
      count,
      bytes: sum(streamed.map((one) => one.bytes)),
      helpersMs: sum(streamed.map((one) => one.cpuMs)),
    };
  } finally {
    for (const one of running) one.end();
  }
}

async function loss(task: Task, started: Started): Promise<Finding> {
  const { sent, timesUs, reordered } = await datagrams(task, started);
  return {
    ...{ count: sent, timesUs, lost: sent - timesUs.length, reordered },
    ...(task.packet === undefined ? {} : { packet: task.packet }),
  };
}
