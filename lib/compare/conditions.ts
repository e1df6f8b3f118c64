/** What a fair comparison holds equal. */
import { podCount } from '../plan';
import type { Results } from '../results';

/** Something besides the CNI in which the runs differ. */
export interface Condition {
  readonly what: string;
  /** In the order of the runs. */
  readonly values: readonly string[];
}

/** Each is a reason why numbers of two runs may differ although the CNIs do not. */
const conditions: Readonly<Record<string, (run: Results) => string>> = {
  target: ({ target }) => target,
  nodes: ({ plan }) => `${plan.nodes.length}`,
  pods: ({ plan }) => `${podCount(plan)}`,
  zones: ({ plan }) => `${plan.zones.length}`,
  families: ({ plan }) => plan.families.join(' and '),
  'underlay MTU': ({ plan }) => `${plan.underlayMtu}`,
  'instance type': instanceType,
  'pairs tried': ({ summary }) => `${summary.coverage.pairs.tried} of ${summary.coverage.pairs.total}`,
  fault: ({ fault }) => fault?.name ?? 'none',
  kernel: ({ provenance }) => provenance.kernel,
  tool: ({ provenance }) => provenance.tool,
};

/** The conditions that are not the same in all runs. */
export function unlike(runs: readonly Results[]): Condition[] {
  return Object.entries(conditions)
    .map(([what, read]) => ({ what, values: runs.map(read) }))
    .filter(({ values }) => new Set(values).size > 1);
}

/** What the target's own part of the spec, which has the target's name, says of its machines. */
function instanceType({ target, testbed }: Results): string {
  const own: unknown = Object.entries(testbed.spec).find(([field]) => field === target)?.[1];
  return typeof own === 'object' && own !== null && 'instanceType' in own ? `${own.instanceType}` : '–';
}
