/** What the Jobs of a pair are given, with addresses in place of names. */
import { clusterAmounts, type NodePair, type Step } from '../../measure';
import { isPod } from '../../net';
import { measurePort } from '../../net/protocol';
import type { JobNetwork, JobStep, JobSteps } from '../../prober/measure/job/steps';
import type { Places } from './places';

/** Time that a turn's Jobs need besides their work, in seconds: to be scheduled, and to start. */
const startsS = 120;

/** Who makes a step: the Job on the network that it starts from. */
export const networkOf = ({ from }: Pick<Step, 'from'>): JobNetwork => (isPod(from) ? 'pod' : 'node');

/**
 * How long a turn's Jobs may take, in seconds: twice the time that each work and its warm-up may take. Exchanges that stall
 * end by it, and nothing else does.
 */
export function turnTimeoutS(steps: readonly Step[]): number {
  const mostMs = steps.reduce((sum, { work }) => sum + 2 * clusterAmounts[work].mostMs, 0);
  return startsS + Math.ceil(mostMs / 1000);
}

/** @param timeoutS how long the Jobs may take, in seconds */
export function jobSteps(pair: NodePair, steps: readonly Step[], places: Places, timeoutS: number): JobSteps {
  const { address } = places.server('node', pair.from);
  return {
    turns: { address: Object.values(address)[0]!, port: measurePort },
    patienceMs: 1000 * timeoutS,
    steps: steps.map((step) => jobStep(step, places, places.podMtu(pair))),
  };
}

/** Id of the server that must answer: each node has one on each network. Undefined behind a Service, where any may. */
function serverOf({ path, from, to }: Step): string | undefined {
  if (path === 'pod-to-service') return undefined;
  return path === 'pod-to-pod/same-node' ? from : to;
}

/** @param packet size of the large datagrams: what pods send uncut, on every path, so that all have the same */
function jobStep(step: Step, places: Places, packet: number | undefined): JobStep {
  const { work, family } = step;
  return {
    by: networkOf(step),
    task: {
      ...{ work, family, ...clusterAmounts[work] },
      ...{ address: places.addressFor(step), port: measurePort, server: serverOf(step) },
      ...(work === 'udp-large' && packet !== undefined ? { packet } : {}),
    },
  };
}
