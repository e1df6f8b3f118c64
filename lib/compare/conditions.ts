/** What a fair comparison holds equal. */
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
  pods: ({ plan }) => `${plan.nodes.reduce((sum, { pods }) => sum + pods.length, 0)}`,
  zones: ({ plan }) => `${plan.zones.length}`,
  families: ({ plan }) => plan.families.join(' and '),
  'underlay MTU': ({ plan }) => `${plan.underlayMtu}`,
  'instance type': ({ target, testbed }) => (target === 'aws' ? instanceType(testbed.spec) : '–'),
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

/** Of a file that may come from elsewhere. */
function instanceType(spec: Results['testbed']['spec']): string {
  const { aws } = spec as Partial<Results['testbed']['spec']>;
  return `${aws?.instanceType ?? '?'}`;
}
