/** Whether a block says how busy the machines were, and not how good the network is. */
import { groupBy, largest } from '../../base/lists';
import type { Work } from '../../prober/measure';
import type { Sample } from '../file/sample';
import type { Block } from '../file/schema';

/** Why a block is set aside. */
export type Starvation = NonNullable<Block['setAside']>;

/** Shares beyond which a block is repeated. */
const most = { starved: 0.05, stolen: 0.02 } as const;

/** Works whose client waits for its own other processes, on machines with few processors. */
const crowded: readonly Work[] = ['bulk-8', 'rtt-loaded'];

/**
 * What a block suffered from; undefined where it is good. Waiting is that of the worst kind of work, as programs that sleep
 * between exchanges wait for less than those that do not; what the hypervisor took is the mean over the block's time.
 */
export function starvationOf(samples: readonly Sample[]): Starvation | undefined {
  const stolen = stolenOf(samples);
  if (stolen > most.stolen) return { code: 'stolen', share: stolen };
  const waiting = waitingOf(samples);
  return waiting > most.starved ? { code: 'starved', share: waiting } : undefined;
}

function waitingOf(samples: readonly Sample[]): number {
  const byWork = groupBy(
    samples.filter(({ work, waiting }) => waiting !== undefined && !crowded.includes(work)),
    ({ work }) => work,
  );
  const means = [...byWork.values()].map((group) => meanOf(group.map(({ waiting }) => [waiting!, 1])));
  return Math.max(0, largest(means));
}

function stolenOf(samples: readonly Sample[]): number {
  return meanOf(
    samples.flatMap(({ steal, durationMs }) =>
      steal === undefined || durationMs === undefined ? [] : [[steal, durationMs] as const],
    ),
  );
}

/** Of values with their weights; 0 of none. */
function meanOf(values: readonly (readonly [value: number, weight: number])[]): number {
  const weights = values.reduce((sum, [, weight]) => sum + weight, 0);
  if (weights === 0) return 0;
  const mean = values.reduce((sum, [value, weight]) => sum + value * weight, 0) / weights;
  return Number(mean.toFixed(4));
}
