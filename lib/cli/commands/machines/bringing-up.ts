/** What the commands share that bring a cluster up on machines and wait for its Jobs. */
import type { Command } from 'commander';
import { oneLine } from '../../../base/plain-text';
import type { Results } from '../../../results';
import { machineFindingLine, UnreadyMachinesError, type UpMachinesOptions } from '../../../run';
import { onInterrupt } from '../../io/interrupt';
import { report } from '../../io/report-results';
import type { Streams } from '../../io/streams';
import type { ReportFlags } from '../../options/report-options';
import { wholeNumberOption } from '../../options/whole-number';
import type { MachinesFlags } from './machines-source';

/** Flags of those that wait. */
export interface WaitFlags extends ReportFlags, MachinesFlags {
  /** Seconds. */
  readonly timeout?: number;
}

/** Flags of those that bring one up. */
export interface UpFlags extends WaitFlags {
  readonly stack?: string;
}

/** Gives a command its limit. */
export const withTimeout = (command: Command): Command =>
  command.addOption(
    wholeNumberOption('--timeout <seconds>', 'how long to wait (default: up and swap 2400, rerun 3600)', {
      most: 999_999,
      unit: 'seconds',
    }),
  );

const deeds = {
  reset: 'had another cluster of the testbed, and is reset',
  clean: 'is clean: nothing of that cluster is left',
  files: 'has its files, and boots',
  start: 'goes on with its boot',
  nothing: 'is as it should be: nothing is changed',
} as const;

/** Brings it up, says what happens meanwhile, and reports what the Jobs found. @param again the command that goes on */
export async function bringingUp(
  bringUp: (options: UpMachinesOptions) => Promise<Results>,
  again: string,
  flags: UpFlags,
  streams: Streams,
): Promise<number> {
  const say = saying(flags, streams);
  const over = onInterrupt(() =>
    say(`interrupted: what has begun on the machines goes on as far as it can; ${again} goes on from there`),
  );
  try {
    const heard = { ...(await hearing(say)), stack: flags.stack, timeoutS: flags.timeout };
    return await report(await sayingUnready(bringUp(heard), streams), flags, streams);
  } finally {
    over();
  }
}

/** What keeps machines from becoming a cluster is said before the error, a line each. */
export function sayingUnready<T>(work: Promise<T>, { stderr }: Streams): Promise<T> {
  return work.catch((error) => {
    if (error instanceof UnreadyMachinesError)
      for (const one of error.findings) stderr.write(`${one.machine}: ${machineFindingLine(one)}\n`);
    throw error;
  });
}

/** What says a line on stderr, unless nothing is to be said. */
export const saying =
  ({ quiet }: WaitFlags, { stderr }: Streams) =>
  (text: string): void => {
    if (!quiet) stderr.write(`${text}\n`);
  };

/** What is heard while a cluster is brought up and its Jobs run. */
export async function hearing(say: (text: string) => void): Promise<Omit<UpMachinesOptions, 'stack'>> {
  const { jobsStatusText, nameWidth, nodeStatusLine } = await import('../../../provision/watch');
  return {
    onUnasked: (finding) => say(`note: ${finding.machine}: ${machineFindingLine(finding)}`),
    onDeed: (node, deed) => say(`${node} ${deeds[deed]}`),
    onChange: (node, all) => say(nodeStatusLine(node, nameWidth(all))),
    onJobs: (jobs) => say(`connectivity Jobs ${jobsStatusText(jobs)}`),
    onTrouble: ({ message }) => say(`note: ${oneLine(message)}; it may pass, so the wait goes on`),
  };
}
