import { localTarget } from '../../base/targets';
import type { Lab, NewLab } from '../../lab/lab';
import { programVersions } from '../../lab/machine/program-versions';
import { probeLab } from '../../lab/probe/probe-lab';
import { type Results, results } from '../../results';
import type { Capture } from '../../state/capture';
import { StateOfFailures } from '../state/state-of-failures';
import { tool } from '../tool';
import type { Watcher } from '../watcher';
import { type Extent, plannedChecks } from './extent';

/** A lab with the times that it took to build, where this process has built it. */
export type TestedLab = Lab & Partial<Pick<NewLab, 'buildMs' | 'convergeMs'>>;

/** Called with what was read of the hosts on the ways of what failed; not at all where nothing failed. */
export type KeepState = (captures: readonly Capture[]) => void;

/** Tests a lab: every check, predicted and observed. @throws TargetError where its agent ends or memory does not suffice */
export async function testLab(
  lab: TestedLab,
  extent: Extent,
  watcher: Watcher,
  startedAt = new Date(),
  keepState: KeepState = () => {},
): Promise<Results> {
  const { checks, coverage, notes } = plannedChecks(lab.testbed, extent);
  watcher.stage('probing', checks.length);
  const state = new StateOfFailures(lab, keepState);
  const probed = await probeLab(lab, checks, {
    progress: (done) => watcher.done(done),
    failing: (failures) => state.before(failures),
  });
  const outcome = {
    target: localTarget,
    startedAt,
    timings: timingsOf(lab, probed.probing),
    notes: [...lab.notes, ...notes, ...probed.notes],
    checks: probed.checks,
    coverage,
    versions: await programVersions(),
    ...(await state.after(probed.checks)),
  } as const;
  return results(lab.testbed, outcome, tool);
}

type Probing = Awaited<ReturnType<typeof probeLab>>['probing'];

function timingsOf({ buildMs, convergeMs }: TestedLab, { tcp, udp, mtu }: Probing): Results['timings'] {
  return {
    ...(buildMs === undefined ? {} : { buildMs }),
    ...(convergeMs === undefined ? {} : { convergeMs }),
    tcpMs: tcp.durationMs,
    udpMs: udp.durationMs,
    mtuMs: mtu.durationMs,
  };
}
