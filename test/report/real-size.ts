/** Results as large as real clusters': every check walked and answered as the walk says, in times that vary. */

import { type Check, checkMatrix, everyPair, insiders, judge, samplePairs } from '../../lib/check';
import { broken, faults } from '../../lib/faults';
import { type Results, results } from '../../lib/results';
import { testbedOf } from '../testbeds';
import { asPredicted } from './as-predicted';

export interface Size {
  /** All of them, the control plane included. */
  readonly nodes: number;
  /** @default 2 */
  readonly podsPerNode?: number;
  /** Ordered pairs that are tried. @default all */
  readonly sample?: number;
  /** @default that of any spec */
  readonly cni?: string;
  /** What is broken. @default nothing */
  readonly fault?: string;
}

/** Ranges with room for a thousand nodes. */
const roomy = { podCidr: '10.0.0.0/10', zones: [{ name: 'a', nodeCidr: '192.168.0.0/20' }] };

/** A run of the target `local` that took a fixed time. */
export function measuredRun({ nodes, podsPerNode = 2, sample, cni, fault }: Size): Results {
  const healthy = testbedOf({ ...roomy, cni, workers: nodes - 1, podsPerNode });
  const wanted = fault ? broken(healthy, faults.find(({ name }) => name === fault)!, 1)! : healthy;
  const { endpoints } = wanted.datapath;
  const pairs = sample === undefined ? everyPair(endpoints) : samplePairs(endpoints, sample);
  const count = insiders(endpoints).length;
  const startedAt = new Date('2026-01-02T03:04:05Z');
  return results(
    wanted,
    {
      target: 'local',
      startedAt,
      endedAt: new Date(startedAt.getTime() + 25_000),
      timings: { buildMs: 2000 },
      notes: [],
      checks: checkMatrix(wanted, { pairs }).map(answered),
      coverage: { pairs: { tried: pairs.length, total: count * (count - 1) } },
    },
    'cni-testbed 0',
  );
}

/** As predicted, in a time of its own. */
function answered(check: Check, place: number) {
  const rttMs = check.protocol && check.predicted.reachable ? 0.2 + ((place * 7919) % 1000) / 100 : undefined;
  return judge(check, { ...asPredicted(check), rttMs });
}
