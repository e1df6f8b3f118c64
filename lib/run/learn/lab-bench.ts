import { byHand } from '../../faults';
import type { TestbedSpec } from '../../plan';
import { testbed } from '../../testbed';
import { buildWatched } from '../lab/build-lab';
import { remediesOf, runCommands, runRemedies } from '../lab/by-hand';
import { passingLabName } from '../lab/lab-name';
import { type FaultChoice, testbedWith } from '../lab/one-fault';
import { runLab } from '../lab/run-lab';
import { testLab } from '../lab/test-lab';
import { complete, type Exchange, walked } from '../packet/exchange';
import { traceIn } from '../packet/trace';
import type { Watcher } from '../watcher';
import type { Bench, Mended } from './bench';
import { connectedModes } from './connected-modes';

/** Builds each cluster in namespaces of its own, and takes it down before the answer is shown. */
export function labBench(watcher: Watcher): Bench {
  return {
    test: (spec) => runLab(spec, { name: passingLabName('learn'), watcher }),
    mend: (spec, fault) => mend(spec, fault, watcher),
    everyMode: (spec) => connectedModes(spec, { watcher }),
    follow: (spec, exchange) => follow(spec, exchange, watcher),
  };
}

async function mend(spec: TestbedSpec, fault: FaultChoice | undefined, watcher: Watcher): Promise<Mended> {
  const broken = fault ? (byHand(testbedWith(spec, fault))?.commands ?? []) : [];
  const lab = await buildWatched(passingLabName('learn'), testbed(spec), watcher);
  try {
    await runCommands(lab, broken);
    const results = await testLab(lab, {}, watcher);
    const remedies = remediesOf(results);
    await runRemedies(lab, remedies);
    return { broken, results, remedies, after: await testLab(lab, {}, watcher) };
  } finally {
    await lab.end();
  }
}

async function follow(spec: TestbedSpec, exchange: Exchange, watcher: Watcher) {
  const lab = await buildWatched(passingLabName('learn'), testbed(spec), watcher);
  try {
    const sent = complete(exchange, lab.testbed.plan);
    return await traceIn(lab, walked(lab.testbed, sent, 'lab', exchange.bytes), sent);
  } finally {
    await lab.end();
  }
}
