/** What a run of iperf3 says: JSON that anybody may have written, read strictly. */
import * as z from 'zod';
import { linesOnly } from '../../base/lines-only';
import { oneLine } from '../../base/plain-text';
import { shown } from '../../base/shown';
import { TargetError } from '../../base/target-error';
import { count, text } from '../../base/values';
import { failed, type Measured } from '../../prober/measure';
import type { Iperf3Task } from './iperf3-arguments';
import { iperf3Version, refuseOldIperf3 } from './iperf3-version';

/** Seconds up to a day. */
const seconds = z.number().positive().max(86_400);
/** Of one processor; of all threads of the largest machines. */
const percent = z.number().nonnegative().max(1_000_000);
const sum = z.object({ seconds, bytes: count });

const start = z.object({ version: z.string().max(100) });
const refused = z.object({ start, error: text });
const whole = z.object({
  start: start.extend({ test_start: z.object({ num_streams: count, reverse: z.literal(1) }) }),
  end: z.object({
    /** Absent where the sender's kernel does not count them. */
    sum_sent: sum.extend({ retransmits: count.optional() }),
    sum_received: sum,
    cpu_utilization_percent: z.object({ host_total: percent, remote_total: percent }),
  }),
});

/** A measurement, and the version of the program that made it. */
export interface Iperf3Report {
  readonly version: string;
  readonly measured: Measured;
}

/**
 * That a run failed is what it found; its reason is kept and never read.
 * @param who whose report it is, such as a Job's, for errors
 * @throws TargetError where it is no report of this task, or the version's figures are wrong
 */
export function iperf3Report(who: string, output: string, task: Iperf3Task): Iperf3Report {
  const json = parsed(who, output);
  const { error, start: begun } = refused.partial({ error: true }).safeParse(json).data ?? {};
  const version = refuseOldIperf3(iperf3Version(begun?.version ?? ''), who);
  if (error !== undefined) return { version, measured: failed({ code: 'unknown', text: error }) };
  const result = whole.safeParse(json, { reportInput: true });
  if (!result.success) {
    const [{ path, input, message }] = result.error.issues as [z.core.$ZodIssue];
    throw unusable(who, `${path.map(String).join('.')} is ${shown(input)}: ${message}`);
  }
  return { version, measured: measuredOf(who, result.data, task) };
}

/** What iperf3 says of a processor is a share of the time, over that end's own time. */
function measuredOf(who: string, report: z.output<typeof whole>, task: Iperf3Task): Measured {
  const { num_streams: streams } = report.start.test_start;
  const { sum_sent: sent, sum_received: received, cpu_utilization_percent: cpu } = report.end;
  if (streams !== task.streams)
    throw unusable(who, `it has ${streams} streams, and ${task.streams} were asked for`);
  if (received.bytes < task.bytes)
    throw unusable(who, `${received.bytes} bytes came of ${task.bytes} that were asked for`);
  return {
    ...{ count: streams, bytes: received.bytes, durationMs: rounded(1000 * received.seconds) },
    cpuMs: {
      client: rounded(10 * cpu.host_total * received.seconds),
      server: rounded(10 * cpu.remote_total * sent.seconds),
    },
    ...(sent.retransmits === undefined ? {} : { retransmitted: { segments: sent.retransmits } }),
  };
}

const rounded = (ms: number) => Number(ms.toFixed(3));

/** From the first brace to the last: a container's log has its complaints too. */
function parsed(who: string, output: string): unknown {
  const json = output.slice(Math.max(0, output.indexOf('{')), output.lastIndexOf('}') + 1);
  try {
    return linesOnly(JSON.parse(json), json);
  } catch {
    throw unusable(who, `it is no JSON: ${output.trim().slice(0, 80) || 'it says nothing'}`);
  }
}

function unusable(who: string, what: string): TargetError {
  return new TargetError(
    oneLine(`the report of iperf3 from ${who} cannot be used: ${what}`),
    'Run again; see which program is called iperf3 there, or leave --engine out',
  );
}
