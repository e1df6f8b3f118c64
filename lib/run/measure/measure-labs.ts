/** Labs side by side: all up together, measured in turns. */
import { MissingFeatureError, TargetError } from '../../base/target-error';
import type { NewLab } from '../../lab/lab';
import { installedIperf3 } from '../../lab/measure/iperf3-program';
import { labBench, refuseTooManyProcesses } from '../../lab/measure/lab-bench';
import {
  type Aspect,
  type Bench,
  defaultBlocks,
  type Engine,
  inTurns,
  labAspects,
  labWorks,
  type Measurements,
  measurementsSchema,
  notInLabs,
  ownEngine,
  type Subject,
  stepsIn,
  warmUp,
} from '../../measure';
import type { Work } from '../../prober/measure';
import type { Testbed } from '../../testbed';
import { buildWatched } from '../lab/build-lab';
import { passingLabName } from '../lab/lab-name';
import { RunError, refuseUnlessWhole } from '../run-error';
import { tool } from '../tool';
import { silent, type Watcher } from '../watcher';
import { labSubject } from './lab-subject';
import { refuseWithoutBulk } from './refuse-without-bulk';

/** What is measured, and how often. */
export interface MeasureOptions {
  /** @default round trip, connect, and bulk of one stream */
  readonly only?: readonly Aspect[];
  /** The program that makes the bulk measurements. @default testbed: its own */
  readonly engine?: Engine;
  /** Rounds of turns, each a block of every subject: 6 give a preview, 12 verdicts. @default 12 */
  readonly blocks?: number;
  /** @default silent */
  readonly watcher?: Watcher;
}

/** One lab to be. */
export interface LabToMeasure {
  readonly id: string;
  readonly testbed: Testbed;
}

/** Blocks of one run at most: a day of them. */
const mostBlocks = 1000;

type Absent = Measurements['absent'][number];

/**
 * Builds all labs, measures them in turns, and takes them down. One that this machine cannot build becomes a line that says why.
 * Of several, the first is built twice: what differs between these two is not the CNI's doing.
 * @throws TargetError where none can be built, or memory does not suffice
 */
export async function measureLabs(
  wanted: readonly LabToMeasure[],
  options: MeasureOptions = {},
): Promise<Measurements> {
  const { only = labAspects, blocks: rounds = defaultBlocks, engine = ownEngine, watcher = silent } = options;
  refuseUnlessWhole('blocks', rounds, 1, mostBlocks);
  refuseWithoutCluster(only);
  refuseWithoutBulk(engine, only);
  const engineName = engine === ownEngine ? engine : `${engine} ${await installedIperf3()}`;
  const works = labWorks(only);
  const startedAt = new Date();
  refuseTooManyProcesses(wanted.length === 1 ? 1 : wanted.length + 1);
  const labs = new LabsToMeasure({ works, engine }, watcher);
  try {
    for (const one of wanted) await labs.add(one, wanted.length === 1);
    const first = wanted.find(({ id }) => labs.benches[0]?.subject.id === id);
    if (first && labs.benches.length > 1)
      await labs.add({ ...first, id: `${first.id} again` }, true, first.id);
    if (labs.benches.length === 0) throw nothingToMeasure(labs.absent);
    watcher.stage('measuring', stepsIn(labs.benches, rounds));
    let done = 0;
    const stepDone = () => watcher.done(++done);
    await warmUp(labs.benches, stepDone);
    const turns = await inTurns(labs.benches, rounds, stepDone);
    return {
      ...headOf(
        startedAt,
        engineName,
        labs.benches.map(({ subject }) => subject),
      ),
      ...{ guards: [], ...turns },
      absent: labs.absent,
      notes: labs.notes,
    };
  } finally {
    await labs.end();
  }
}

/** @throws RunError where something is asked for that a lab does not have */
function refuseWithoutCluster(only: readonly Aspect[]): void {
  const choice = only.find((one) => notInLabs.includes(one));
  if (choice) throw new RunError({ code: 'not-in-labs', choice });
}

/** Labs that are up for being measured, and those that could not be. */
class LabsToMeasure {
  readonly benches: Bench[] = [];
  readonly absent: Absent[] = [];
  private readonly labs: NewLab[] = [];

  constructor(
    private readonly measured: { readonly works: readonly Work[]; readonly engine: Engine },
    private readonly watcher: Watcher,
  ) {}

  /** @param only whether it is no use to go on without it @throws TargetError where it cannot be built, and is */
  async add({ id, testbed }: LabToMeasure, only: boolean, repeats?: string): Promise<void> {
    const { cni, choice } = testbed;
    try {
      const lab = await buildWatched(passingLabName('measure'), testbed, this.watcher);
      this.labs.push(lab);
      const { works, engine } = this.measured;
      const contents = { works, families: lab.testbed.plan.families.slice(0, 1) };
      this.benches.push(await labBench(lab, labSubject(id, lab.testbed, repeats), contents, engine));
    } catch (error) {
      if (!(error instanceof MissingFeatureError) || only) throw error;
      this.absent.push({ cni: cni.name, mode: choice.mode.name, why: 'missing-feature', reason: error.lack });
    }
  }

  /** What the labs lack, or have in place of the real thing, in sentences. */
  get notes(): string[] {
    return [...new Set(this.labs.flatMap(({ notes }) => notes))];
  }

  async end(): Promise<void> {
    await Promise.all(this.labs.map((lab) => lab.end()));
  }
}

function nothingToMeasure(absent: readonly Absent[]): TargetError {
  const reasons = [...new Set(absent.map(({ reason }) => reason))];
  return new TargetError(
    `no mode can be measured here: ${reasons.join('; ')}`,
    'Choose other modes with --cni and --mode; `testbed doctor` lists what this machine lacks',
  );
}

/** What a file begins with. @param engine what made the bulk measurements, with its version */
export function headOf(startedAt: Date, engine: string, subjects: readonly Subject[]) {
  return {
    schema: measurementsSchema,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    tool,
    engine,
    subjects,
    ...{ events: [], agents: [] },
  } as const;
}
