/** Whether anything else runs on the machine, before it is measured. */
import { setTimeout } from 'node:timers/promises';
import { type Counters, counters } from '../cost';

/** One look, in milliseconds: counters of machines count in steps of 10. */
const windowMs = 3000;
/** Looks at most: what starts with the servers, such as a pull of an image, is over by then. */
const mostWindows = 6;
/** Below it, the first look is enough. */
const quiet = 0.05;

/** Share of the processors that was busy, in the quietest of some moments. Undefined where the kernel does not tell. */
export async function leastBusy(
  wait = () => setTimeout(windowMs),
  machine = () => counters().machine,
): Promise<number | undefined> {
  let least: number | undefined;
  for (let i = 0; i < mostWindows && (least ?? 1) > quiet; i++) {
    const before = machine();
    await wait();
    const busy = busyBetween(before, machine());
    if (busy === undefined) return least;
    least = Math.min(busy, least ?? 1);
  }
  return least;
}

function busyBetween(before: Counters['machine'], after: Counters['machine']): number | undefined {
  if (!before || !after || after.all <= before.all) return undefined;
  const share = (after.busy - before.busy) / (after.all - before.all);
  return Number(Math.min(1, Math.max(0, share)).toFixed(4));
}
