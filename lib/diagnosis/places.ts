import type { CheckResult } from '../check';
import { nodeOf } from '../net';
import type { Place } from './cause';
import type { Failure } from './diagnosis';

/** What all failures have in common, where they have something in common that passes nowhere. */
export function commonPlace(failures: readonly Failure[], all: readonly CheckResult[]): Place | undefined {
  const same = (side: 'from' | 'to') => new Set(failures.map((failure) => nodeOf(failure[side])));
  const [sources, targets] = [same('from'), same('to')];
  const [[from], [to]] = [[...sources], [...targets]];
  if (from === undefined || to === undefined) return undefined;
  if (sources.size === 1 && targets.size === 1) return { code: 'from-to', from, to };
  if (sources.size === 1) return { code: 'from', node: from };
  if (targets.size === 1) return { code: 'to', node: to };
  const [shared, other] = [...new Set([...sources, ...targets])].filter((node) =>
    failures.every(({ from, to }) => nodeOf(from) === node || nodeOf(to) === node),
  );
  if (shared && other) return { code: 'between', nodes: [shared, other] };
  if (shared) return { code: 'at', node: shared };
  const crossing =
    failures.every(({ from, to }) => nodeOf(from) !== nodeOf(to)) &&
    all.some(({ id, verdict }) => id.endsWith('/same-node') && verdict === 'pass');
  return crossing ? { code: 'crossing' } : undefined;
}
