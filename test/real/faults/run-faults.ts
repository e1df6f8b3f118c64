/** Every fault on a standing cluster: made, looked for, undone. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnosis } from '../../../lib/diagnosis';
import type { RunSettings, Standing } from '../run/standing';
import { RefusedError, runSuite } from '../run/suite';
import type { RealFault, Scene } from './fault';
import { nodeFaults } from './node-faults';
import { dnsPolicy } from './policy-faults';

/** What became of a fault. */
export interface FaultRow {
  readonly name: string;
  readonly about: string;
  /** Checks that failed by it. */
  readonly failed: number;
  /** Whether the first cause names it, or, where the product refuses to test, the reason that it gives. */
  readonly named: boolean;
  /** Whether it is among those that the first cause leaves to blame. */
  readonly narrowed: boolean;
  /** Whether the CNI is not troubled by it: everything passed. */
  readonly harmless: boolean;
  /** Causes that were named beside it: false ones. */
  readonly others: readonly string[];
  /** The first cause and its remedy, in the product's words. */
  readonly cause?: string;
  readonly remedy?: string;
}

/** Whether it was named or left to blame and nothing else was, or did no harm. */
export const isAsItShould = (row: Pick<FaultRow, 'named' | 'narrowed' | 'harmless' | 'others'>): boolean =>
  (row.named || row.narrowed || row.harmless) && row.others.length === 0;

/** Known to be made on real clusters. */
export const realFaults: readonly RealFault[] = [dnsPolicy, ...nodeFaults];

/** Makes each of the faults on the last worker. */
export async function runFaults(
  standing: Standing,
  settings: RunSettings,
  only?: readonly string[],
): Promise<FaultRow[]> {
  const victim = standing.machines.at(-1)!;
  const other = standing.machines.at(-2)!;
  const scene: Scene = { standing, victim, other };
  const rows: FaultRow[] = [];
  for (const fault of realFaults.filter(({ name }) => only?.includes(name) ?? true)) {
    settings.say(`fault ${fault.name}: ${fault.about}`);
    const undo = await fault.make(scene);
    if (!undo) {
      settings.say(`fault ${fault.name}: nothing of the kind is here`);
      continue;
    }
    try {
      rows.push(await lookedFor(fault, scene, settings));
    } finally {
      await undo();
    }
  }
  return rows;
}

async function lookedFor(fault: RealFault, scene: Scene, settings: RunSettings): Promise<FaultRow> {
  const name = `fault-${fault.name}`;
  try {
    const { results, report } = await runSuite(scene.standing, settings, name);
    writeFileSync(join(settings.out, name, 'report.txt'), report);
    return rowOf(fault, results.diagnoses, results.summary.fail, scene);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const { name, about } = fault;
    const cause = /^error: (.*)$/m.exec(error.said)?.[1];
    const named = cause?.includes(scene.victim.name) ?? false;
    return {
      name,
      about,
      failed: 0,
      named,
      narrowed: false,
      harmless: false,
      others: [],
      cause,
      remedy: error.said.replaceAll(`${settings.out}/`, ''),
    };
  }
}

function rowOf(fault: RealFault, diagnoses: readonly Diagnosis[], failed: number, scene: Scene): FaultRow {
  const [first] = diagnoses;
  const narrowed = first?.suspects?.some(({ code }) => code === fault.suspect) ?? false;
  const others = diagnoses
    .slice(narrowed ? 1 : 0)
    .filter((one) => !fault.named(one, scene))
    .map(({ cause }) => cause);
  return {
    name: fault.name,
    about: fault.about,
    failed,
    named: first !== undefined && (first.suspects?.length ?? 0) <= 1 && fault.named(first, scene),
    narrowed,
    harmless: failed === 0,
    others,
    cause: first?.cause,
    remedy: first?.remedy,
  };
}
