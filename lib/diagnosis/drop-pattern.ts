import type { DropCode } from '../datapath';
import type { Explanation, Failure, Pattern } from './diagnosis';
import type { Trace } from './trace';

/** What a packet's death says; failures with one key have one cause. */
export interface Finding {
  readonly key: string;
  readonly code: string;
  readonly cause: string;
  readonly remedy: string;
}

/** A pattern that looks at where packets die. */
export function dropPattern(
  codes: readonly DropCode[],
  find: (trace: Trace, failure: Failure) => Finding | undefined,
): Pattern {
  return ({ failures, trace }) => {
    const groups = new Map<string, { finding: Finding; failures: Failure[] }>();
    for (const failure of failures) {
      const found = trace(failure);
      const finding = found && codes.includes(found.code) ? find(found, failure) : undefined;
      if (!finding) continue;
      const group = groups.get(`${finding.code} ${finding.key}`);
      if (group) group.failures.push(failure);
      else groups.set(`${finding.code} ${finding.key}`, { finding, failures: [failure] });
    }
    return [...groups.values()].map(
      ({ finding: { code, cause, remedy }, failures: explained }): Explanation => ({
        code,
        cause,
        remedy,
        failures: explained,
      }),
    );
  };
}

/** `pod:worker-1/0` for a pod's host, a node's own name otherwise. */
export function placeName({ host, from, to }: Trace): string {
  if (host.role !== 'pod') return host.name;
  return [from, to].find((endpoint) => endpoint.host === host.name)?.id ?? host.name;
}
