import {
  type FabricExport,
  fabricExports,
  type GivenOptions,
  type PreparedExport,
  preparedExport,
  type RangeUse,
  readOptions,
} from '../../export';
import { collect, type Plan, type Problem, planWarnings, refuse, SpecError, type Warning } from '../../plan';
import { type PlannedTestbed, plannedTestbed } from '../../testbed';
import { RunError } from '../run-error';
import { requestedSpec, type SpecRequest } from './spec-request';

/** Names that the fabrics answer to. */
export const fabricNames: readonly string[] = fabricExports.flatMap(({ name, aliases }) => [
  name,
  ...aliases,
]);

/** A plan as a fabric takes it. */
export interface FabricPlan {
  readonly plan: Plan;
  readonly warnings: readonly Warning[];
  /** The product, for people. */
  readonly title: string;
  /** What each range becomes there. */
  readonly ranges: readonly RangeUse[];
  /** What it does not promise of the plan. */
  readonly notes: readonly string[];
}

/**
 * What the ranges of a plan become on a fabric; nothing is written.
 * @param given what no plan knows, as it is typed; absent: placeholders
 * @throws SpecError with every problem of spec, plan and options; RunError where there is no such fabric
 */
export function fabricPlan(fabric: string, request: SpecRequest, given: GivenOptions = {}): FabricPlan {
  const { wanted, cluster, prepared } = preparedFor(fabric, request, given);
  const { ranges, notes } = prepared;
  return { plan: cluster.plan, warnings: planWarnings(cluster.spec), title: wanted.title, ranges, notes };
}

/** An export that has no problems. @throws SpecError with every problem of spec, plan and options; RunError */
export function preparedFor(
  fabric: string,
  request: SpecRequest,
  given: GivenOptions,
): { wanted: FabricExport; cluster: PlannedTestbed; prepared: PreparedExport } {
  const wanted = fabricExports.find(({ name, aliases }) => [name, ...aliases].includes(fabric));
  if (!wanted) throw new RunError({ code: 'unknown-fabric', fabric, known: fabricNames });
  const wrong: Problem[] = [];
  const cluster = collect(wrong, () => plannedTestbed(requestedSpec(request)));
  if (!cluster) throw new SpecError([...wrong, ...readOptions(wanted.options, given).problems]);
  const prepared = preparedExport(wanted, cluster, given);
  refuse(prepared.problems);
  return { wanted, cluster, prepared };
}
