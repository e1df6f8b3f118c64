import { localTarget } from '../../base/targets';
import type { Lab, NewLab } from '../../lab/lab';
import { programVersions } from '../../lab/machine/program-versions';
import { probeLab } from '../../lab/probe/probe-lab';
import { type Results, results } from '../../results';
import { tool } from '../tool';
import type { Watcher } from '../watcher';
import { type Extent, plannedChecks } from './extent';

/** A lab with the times that it took to build, where this process has built it. */
export type TestedLab = Lab & Partial<Pick<NewLab, 'buildMs' | 'convergeMs'>>;

/** Tests a lab: every check, predicted and observed. @throws TargetError where its agent ends or memory does not suffice */
export async function testLab(
  lab: TestedLab,
  extent: Extent,
  watcher: Watcher,
  startedAt = new Date(),
): Promise<Results> {
  const { checks, coverage, notes } = plannedChecks(lab.testbed, extent);
  watcher.stage('probing', checks.length);
  const probed = await probeLab(lab, checks, (done) => watcher.done(done));
  const outcome = {
    target: localTarget,
    startedAt,
    timings: timingsOf(lab, probed.probing),
    notes: [...lab.notes, ...notes, ...probed.notes],
    checks: probed.checks,
    coverage,
    versions: await programVersions(),
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
