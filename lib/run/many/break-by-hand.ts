/** A fault made for real: a healthy lab, broken by commands, and mended by those that the report prints. */
import { setTimeout } from 'node:timers/promises';
import { ExecError } from '../../base/exec';
import { whyNotRun } from '../../base/find-program';
import { required } from '../../base/required';
import { byHand, type Fault } from '../../faults';
import type { NewLab } from '../../lab/lab';
import { type FaultRow, faultRowByHand, type Results, skippedFault } from '../../results';
import type { Testbed } from '../../testbed';
import { buildWatched } from '../lab/build-lab';
import { remediesOf, runCommands, runRemedies } from '../lab/by-hand';
import { passingLabName } from '../lab/lab-name';
import { testLab } from '../lab/test-lab';
import { readLab } from '../state/read-lab';
import type { Watcher } from '../watcher';

/** @param wanted a testbed with the fault in its computed state @throws TargetError where this machine cannot build the healthy lab */
export async function breakByHand(fault: Fault, wanted: Testbed, watcher: Watcher): Promise<FaultRow> {
  const made = byHand(wanted);
  if (!made)
    return skippedFault(
      fault,
      wanted,
      'no-command',
      'no command makes it: it is in what routing daemons or name servers say',
    );
  const missing = made.commands.map(({ command: [program] }) => program!).find(isMissing);
  if (missing) return skippedFault(fault, wanted, 'missing-feature', `this machine lacks ${missing}`);
  const lab = await buildWatched(passingLabName(fault.name), healthy(wanted), watcher);
  try {
    await runCommands(lab, made.commands);
    const broken = await testLab(lab, {}, watcher);
    return faultRowByHand(fault, wanted, { made, broken, ...(await mended(lab, broken, watcher)) });
  } finally {
    await lab.end();
  }
}

/** Settings can be written without sysctl(8). */
const isMissing = (program: string) => program !== 'sysctl' && whyNotRun(program) !== undefined;

function healthy({ fault, ...wanted }: Testbed): Testbed {
  return { ...wanted, datapath: required(fault, 'the fault').intended };
}

/** Runs what the report says, and sees what is left. */
async function mended(lab: NewLab, results: Results, watcher: Watcher) {
  const remedies = remediesOf(results);
  await runRemedies(lab, remedies).catch((error) => {
    if (!(error instanceof ExecError)) throw error; // a remedy that cannot be run mends nothing: what is left shows it
  });
  const first = await whatIsLeft(lab, watcher);
  const settles = first.failed > 0 && first.matter === 0;
  if (settles) await setTimeout(1000); // bridges and neighbours take a second to see that a link is up again
  return { remedies, left: settles ? await whatIsLeft(lab, watcher) : first };
}

async function whatIsLeft(lab: NewLab, watcher: Watcher) {
  const { summary } = await testLab(lab, {}, watcher);
  const { reading } = await readLab(lab);
  const { differences, matters } = reading;
  const matter = differences.filter((one) => matters.pairs.get(one)).length;
  return { failed: summary.fail, differences: differences.length, matter };
}
