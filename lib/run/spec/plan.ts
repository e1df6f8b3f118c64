import type { Plan } from '../../plan';
import type { CostEstimate } from '../../provision/aws/client';
import { plannedTestbed } from '../../testbed';
import { requestedSpec, type SpecRequest } from './spec-request';

/** An address plan, and what its cluster costs. */
export interface Planned {
  readonly plan: Plan;
  /** @default none: the target costs nothing */
  readonly cost?: CostEstimate;
}

/**
 * Computes and proves the address plan of a spec; for AWS also what AWS asks of it, and the estimate of its cost.
 * @throws SpecError with every problem of spec, plan, CNI and target
 */
export async function planFor(request: SpecRequest, target: 'local' | 'aws' = 'local'): Promise<Planned> {
  if (target === 'local') return { plan: plannedTestbed(requestedSpec(request)).plan };
  const { awsClusterOf, clusterProblems, estimateCost, vpcMtu } = await import('../../provision/aws/client');
  const spec = requestedSpec(request, {
    defaults: { underlayMtu: vpcMtu },
    targetProblems: clusterProblems,
  });
  return { plan: awsClusterOf(spec).plan, cost: estimateCost(spec) };
}
