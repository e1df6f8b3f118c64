/** A policy that is changed to and fro, and what a pod sees of it. */
import { setTimeout } from 'node:timers/promises';
import { TargetError } from '../../../base/target-error';
import { now } from '../../../prober/measure/clock';
import { clockMs } from '../../../prober/measure/job/paces';
import type { WayReport } from '../../../prober/measure/job/report';
import type { Waiting } from '../../runner/wait';
import { PodClock } from '../pod-clock';
import type { SaidLast } from '../said-last';

/** How long an effect is waited for, in milliseconds. A change without one in that time has none. */
export interface EffectPatience {
  /** Of the first change each way, which waits until agents have done with the idle policies, and does not count. */
  readonly firstMs: number;
  /** Of the others. */
  readonly nextMs: number;
}

/** How long an effect must last to be one, in milliseconds. */
const lastsMs = 300;
/** Between two looks at the pod's log, in milliseconds. */
const lookMs = 50;

/** What one series of changes showed. Absent: without an effect in time. */
export interface ChangesSeen {
  /** Milliseconds from each answer of the API to the effect, 0 where that came first. */
  readonly denyMs: readonly (number | undefined)[];
  readonly allowMs: readonly (number | undefined)[];
  /** How exactly the pod's clock is known, in milliseconds. */
  readonly clockMs: number;
}

/** A change that had an effect: when the API had answered, and when a pod saw it by its own clock. */
interface Effect {
  readonly answeredMs: number;
  readonly seenMs: number;
}

/** The policy and the pod, which reaches a server as long as the policy allows it. */
export interface ChangedPolicy {
  readonly said: SaidLast<WayReport>;
  readonly waiting: Pick<Waiting, 'ended' | 'alive'>;
  readonly patience: EffectPatience;
  /** @returns when the API had answered */
  change(allowed: boolean): Promise<number>;
}

/**
 * Changes the policy to and fro. It ends with the first change that has no effect: what follows would say nothing.
 * @param counted times that it denies, and allows again, that are counted
 * @throws TargetError where the pod does not reach the server before
 */
export async function changes(policy: ChangedPolicy, counted: number): Promise<ChangesSeen> {
  const clock = new PodClock(clockMs);
  const { firstMs, nextMs } = policy.patience;
  const found: Record<'deny' | 'allow', (Effect | undefined)[]> = { deny: [], allow: [] };
  if (!(await effectOf(policy, clock, true, firstMs)))
    throw new TargetError(
      `the pod ${policy.said.pod} does not reach the server that a policy allows it to`,
      'Mend the network between the two nodes first: testbed test --target kubernetes',
    );
  for (let change = 0; change < 2 * (1 + counted); change++) {
    const kind = change % 2 === 0 ? 'deny' : 'allow';
    const counts = change >= 2;
    const effect = await effectOf(policy, clock, kind === 'allow', counts ? nextMs : firstMs);
    if (counts || !effect) found[kind].push(effect);
    if (!effect) break;
  }
  const delay = (one: Effect | undefined) =>
    one && Math.max(0, Math.round(clock.here(one.seenMs) - one.answeredMs));
  return { denyMs: found.deny.map(delay), allowMs: found.allow.map(delay), clockMs: clock.exactToMs };
}

async function effectOf(
  { said, waiting, change }: Omit<ChangedPolicy, 'patience'>,
  clock: PodClock,
  allowed: boolean,
  mostMs: number,
): Promise<Effect | undefined> {
  const answeredMs = await change(allowed);
  let since: number | undefined;
  while (now() - answeredMs < mostMs) {
    if (waiting.ended()) throw new TargetError('interrupted while a policy was changed', 'Run again');
    await waiting.alive();
    const heard = await said.read();
    if (heard) clock.heard(heard.reading);
    const { open, sinceMs } = heard?.line ?? {};
    if (open === allowed && sinceMs !== undefined && sinceMs === since)
      return { answeredMs, seenMs: sinceMs };
    since = open === allowed ? sinceMs : undefined;
    await setTimeout(since === undefined ? lookMs : lastsMs);
  }
  return undefined;
}
