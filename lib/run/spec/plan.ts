import { localTarget } from '../../base/targets';
import { cnis, podMtus } from '../../cni';
import { type Plan, planWarnings, type Warning } from '../../plan';
import { clouds } from '../../provision/clouds';
import { type PlannedTestbed, plannedTestbed } from '../../testbed';
import { RunError } from '../run-error';
import { requestedSpec, type SpecRequest } from './spec-request';

const planTargets: readonly string[] = [localTarget, ...clouds.map(({ name }) => name)];

/** An address plan, what its cluster costs, and what is likely not meant so. */
export interface Planned {
  readonly plan: Plan;
  /** MTUs that the CNI gives the pods, in bytes, the largest first. */
  readonly podMtus: readonly number[];
  readonly warnings: readonly Warning[];
  /** What the cluster costs while it runs, as lines for people. @default nothing, or not known */
  readonly cost?: string;
}

/**
 * Computes and proves the address plan of a spec; for a cloud also what that asks of it, and the estimate of its cost.
 * @param target `local`, or the name of a cloud
 * @throws SpecError with every problem of spec, plan, CNI and target; RunError where there is no such target
 */
export function planFor(request: SpecRequest, target: string = localTarget): Planned {
  if (target === localTarget) {
    const spec = requestedSpec(request);
    return shown(plannedTestbed(spec), planWarnings(spec));
  }
  const cloud = clouds.find(({ name }) => name === target);
  if (!cloud) throw new RunError({ code: 'unknown-target', target, known: planTargets });
  const spec = requestedSpec(request, {
    defaults: cloud.defaults,
    targetProblems: (sound) => cloud.problems(sound, cnis),
  });
  return { ...shown(cloud.cluster(spec, cnis), planWarnings(spec)), cost: cloud.costText?.(spec) };
}

function shown(
  { plan, cni, choice }: Pick<PlannedTestbed, 'plan' | 'cni' | 'choice'>,
  warnings: readonly Warning[],
): Planned {
  return { plan, podMtus: podMtus(plan, cni, choice.mode), warnings };
}
