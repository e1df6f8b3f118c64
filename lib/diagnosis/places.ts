import type { CheckResult } from '../check/check';
import { nodeOf } from '../net';
import type { Failure } from './diagnosis';

/** What all failures have in common, where they have something in common that passes nowhere. */
export function commonPlace(failures: readonly Failure[], all: readonly CheckResult[]): string | undefined {
  const same = (side: 'from' | 'to') => new Set(failures.map((failure) => nodeOf(failure[side])));
  const [sources, targets] = [same('from'), same('to')];
  if (sources.size === 1 && targets.size === 1)
    return `all of them go from ${[...sources]} to ${[...targets]}`;
  if (sources.size === 1) return `all of them start at ${[...sources]}`;
  if (targets.size === 1) return `all of them go to ${[...targets]}`;
  const [shared, other] = [...new Set([...sources, ...targets])].filter((node) =>
    failures.every(({ from, to }) => nodeOf(from) === node || nodeOf(to) === node),
  );
  if (shared && other) return `all of them are between ${shared} and ${other}`;
  if (shared) return `all of them have ${shared} at one end`;
  const crossing =
    failures.every(({ from, to }) => nodeOf(from) !== nodeOf(to)) &&
    all.some(({ id, verdict }) => id.endsWith('/same-node') && verdict === 'pass');
  return crossing
    ? 'all of them go between nodes, while what stays on its node passes: look at the tunnel or the routes between nodes'
    : undefined;
}
