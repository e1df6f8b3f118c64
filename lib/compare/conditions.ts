/** What a fair comparison holds equal. */
import { podCount } from '../plan';
import type { Results, TestedMachine } from '../results';

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
  "machines' kernel": ({ machines }) => eachOf(machines, ({ kernel }) => kernel),
  'placement group': ({ machines }) =>
    eachOf(machines, ({ placementGroup }) => (placementGroup ? 'yes' : 'no')),
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

/** The different values of the machines, in order; a dash where nothing is known of them. */
function eachOf(machines: Results['machines'], value: (machine: TestedMachine) => string): string {
  return machines ? [...new Set(machines.map(value))].sort().join(', ') : '–';
}

/** As read on the machines, else what the target's own part of the spec, which has the target's name, says of them. */
function instanceType({ target, testbed, machines }: Results): string {
  if (machines) return eachOf(machines, ({ type }) => type ?? '–');
  const own: unknown = Object.entries(testbed.spec).find(([field]) => field === target)?.[1];
  return typeof own === 'object' && own !== null && 'instanceType' in own ? `${own.instanceType}` : '–';
}
