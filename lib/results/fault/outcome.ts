import type { CheckResult } from '../../check/check';
import type { Fault } from '../../faults';
import type { Testbed } from '../../testbed';
import type { FaultRow } from './row';

/** What is known of a fault that was tried. */
interface Tried {
  /** Checks that fail by the walk over the broken state. */
  readonly foreseen: readonly CheckResult[];
  readonly checks: readonly CheckResult[];
}

/** What was broken, what failed, and whether that is what was to fail. */
export function faultOutcome(
  { random }: Fault,
  { fault }: Testbed,
  { foreseen, checks }: Tried,
): Pick<FaultRow, 'what' | 'outcome' | 'failed' | 'broke' | 'pairs'> {
  const failed = checks.filter(({ verdict }) => verdict === 'fail');
  const open = new Set([...foreseen, ...checks].filter(isOpen).map(keyOf));
  const sure = (some: readonly CheckResult[]) => pairsOf(some.filter((one) => !open.has(keyOf(one))));
  const [predicted, observed] = [sure(foreseen), sure(failed)];
  const missing = [...predicted].filter((pair) => !observed.has(pair));
  const same = missing.length === 0 && predicted.size === observed.size;
  return {
    what: fault?.about,
    outcome: failed.length > 0 && (random || missing.length === 0) ? 'detected' : 'missed',
    failed: failed.length,
    broke: [...new Set(failed.map(({ id }) => id))],
    pairs: random ? undefined : { predicted: predicted.size, observed: observed.size, same },
  };
}

/** Whether it may fail or pass: of a Service, some endpoints answer and others do not, or it is not known of one. */
const isOpen = ({ predicted }: CheckResult) =>
  predicted.none === true || (predicted.answers !== undefined && predicted.reachable === undefined);

const keyOf = ({ id, from, to, family, protocol }: CheckResult) => [id, from, to, family, protocol].join(' ');

const pairsOf = (checks: readonly CheckResult[]) => new Set(checks.map(({ from, to }) => `${from} ${to}`));
