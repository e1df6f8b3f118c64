import { MissingFeatureError } from '../base/target-error';
import { cnis } from '../cni';
import { broken, type Fault, faults, isFelt } from '../faults';
import { collect, type Problem, refuse } from '../plan';
import { counted } from '../report';
import { type FaultReport, type FaultRow, faultReport, faultRow, skippedFault } from '../results';
import { type Testbed, testbed } from '../testbed';
import { UsageError } from './exit-codes';
import { buildInterruptibly } from './interruptible-lab';
import { Progress } from './io/progress';
import type { Streams } from './io/streams';
import { faultNamed, seedOf } from './options/fault-options';
import { type SpecFlags, specFrom } from './options/spec-options';
import { predictOnly, testLab } from './run-lab';

export interface FaultFlags extends SpecFlags {
  readonly target: 'local' | 'predicted';
  readonly only?: readonly string[];
  readonly seed: string;
  readonly quiet?: boolean;
}

/** Labs that stand at one time. */
const atOnce = 4;

/** Breaks a lab of its own with each fault, a few at a time. */
export async function runFaults(flags: FaultFlags, streams: Streams): Promise<FaultReport> {
  const startedAt = new Date().toISOString();
  const seed = seedOf(flags.seed);
  const chosen = flags.only ? flags.only.map(faultNamed) : faults;
  const healthy = testbeds(flags);
  const rows: FaultRow[] = [];
  const progress = new Progress(streams, flags.quiet ?? false);
  progress.stage('faults', chosen.length);
  let done = 0;
  try {
    await eachOf(chosen, async (fault, index) => {
      rows[index] = await tryFault(fault, healthy, seed, flags.target);
      done += 1;
      progress.done(done);
    });
  } finally {
    progress.end();
  }
  return faultReport(startedAt, seed, rows);
}

/** Some at a time: their labs do little but wait for answers that do not come. After an error nothing new is begun. */
async function eachOf<T>(items: readonly T[], act: (item: T, index: number) => Promise<void>): Promise<void> {
  const waiting = [...items.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      await act(next[1], next[0]).catch((error) => {
        waiting.length = 0;
        throw error;
      });
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/**
 * The testbeds to look in for something to break: the one asked for, or every CNI in every mode in turn.
 * @throws SpecError where the spec suits none
 */
function testbeds(flags: SpecFlags): Testbed[] {
  const named = flags.cni !== undefined || flags.mode !== undefined || flags.scenario !== undefined;
  if (named || flags.spec !== undefined) return [sound(testbed(specFrom(flags)))];
  const problems: Problem[] = [];
  const built = cnis
    .filter(({ deployment }) => deployment)
    .flatMap(({ name, modes }) => modes.map((mode) => ({ ...flags, cni: name, mode: mode.name })))
    .flatMap((choice) => collect(problems, () => testbed(specFrom(choice))) ?? []);
  if (built.length === 0) refuse(problems);
  return built;
}

/** Where checks fail anyway, a fault shows nothing. @throws UsageError */
function sound(healthy: Testbed): Testbed {
  const { fail } = predictOnly(healthy, {}, new Date()).summary;
  if (fail === 0) return healthy;
  throw new UsageError(
    `${counted(fail, 'check')} of ${healthy.cni.name} ${healthy.choice.mode.name} fail without any fault, so that none could be seen; choose a CNI that works`,
  );
}

/** In the first testbed that has what the fault breaks and that this machine can build. */
async function tryFault(
  fault: Fault,
  healthy: readonly Testbed[],
  seed: number,
  target: FaultFlags['target'],
): Promise<FaultRow> {
  const bgp = healthy[0]!.datapath.hosts.some((host) => host.bgp);
  const why = `nothing here that it could break${bgp ? ' once BGP has told all routes' : ''}`;
  let skipped = skippedFault(fault, healthy[0]!, why);
  for (const candidate of healthy) {
    const wanted = broken(candidate, fault, seed);
    if (!wanted || !isFelt(wanted, fault)) continue;
    if (fault.random && target === 'predicted')
      return skippedFault(fault, candidate, 'chance decides, which only a lab can show');
    try {
      return await tried(fault, wanted, target);
    } catch (error) {
      if (!(error instanceof MissingFeatureError)) throw error;
      skipped = skippedFault(fault, candidate, error.message);
    }
  }
  return skipped;
}

async function tried(fault: Fault, wanted: Testbed, target: FaultFlags['target']): Promise<FaultRow> {
  if (target === 'predicted') return faultRow(fault, wanted, predictOnly(wanted, {}, new Date()));
  const silent = new Progress({ progress: process.stderr }, true);
  const lab = await buildInterruptibly(`${fault.name}-${process.pid}`, wanted, silent);
  try {
    const results = await testLab(lab, {}, new Date(), silent);
    const { notAsked } = results.summary;
    return notAsked
      ? skippedFault(fault, lab.testbed, `this machine could not ask ${counted(notAsked, 'check')}`)
      : faultRow(fault, lab.testbed, results);
  } finally {
    await lab.end();
  }
}
