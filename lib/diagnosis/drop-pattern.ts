import type { DropCode } from '../datapath';
import type { Cause } from './causes/cause';
import type { Explanation, Pattern, Run } from './diagnosis';
import type { Failure } from './failure';
import type { Trace } from './trace';

/** What a dropped packet says; failures with one code and key have one cause. */
export interface Finding {
  readonly key: string;
  readonly cause: Cause;
}

/** A pattern that looks at where packets are dropped. */
export function dropPattern(
  codes: readonly DropCode[],
  find: (trace: Trace, failure: Failure, run: Run) => Finding | undefined,
): Pattern {
  return (run) => {
    const { failures, walks } = run;
    const groups = new Map<string, { cause: Cause; failures: Failure[] }>();
    for (const failure of failures) {
      const found = walks.trace(failure);
      const finding = found && codes.includes(found.drop.code) ? find(found, failure, run) : undefined;
      if (!finding) continue;
      const key = `${finding.cause.code} ${finding.key}`;
      const group = groups.get(key);
      if (group) group.failures.push(failure);
      else groups.set(key, { cause: finding.cause, failures: [failure] });
    }
    return [...groups.values()] satisfies Explanation[];
  };
}

/** `pod:worker-1/0` for a pod's host, a node's own name otherwise. */
export function placeName({ host, from, to }: Trace): string {
  if (host.role !== 'pod') return host.name;
  return [from, to].find((endpoint) => endpoint.host === host.name)?.id ?? host.name;
}
