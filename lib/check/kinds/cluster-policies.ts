/** Policies of the whole cluster (ClusterNetworkPolicy), before and after a namespace's own, on ports of their own. */
import type { Check } from '../check';
import type { ClusterSource } from '../cluster-under-test';
import { asksForAnswer, asksForSilence } from './exchange';
import type { CheckKind, Scene } from './kind';
import { guardedChecks } from './policies';

/** What is asked where no such policies were made. */
const policiesId = 'policies:cluster';

/** A denial of the tier Admin is final, whatever a namespace's policies let in. */
export const policyAdminTier: CheckKind = {
  id: 'policy/admin-tier',
  title: "A cluster's policy of the tier Admin keeps out what a namespace's lets in",
  ...asksForSilence,
  checks: (scene) => tierChecks('policy/admin-tier', false, scene),
};

/** A denial of the tier Baseline is for pods that no policy of their namespace selects. */
export const policyBaselineTier: CheckKind = {
  id: 'policy/baseline-tier',
  title: "A cluster's policy of the tier Baseline does not keep out what a namespace's lets in",
  ...asksForAnswer,
  checks: (scene) => tierChecks('policy/baseline-tier', true, scene),
};

const isPodSource = ({ kind }: ClusterSource) => kind === 'pod';

/** Where no such policies were made, one check says why. */
function tierChecks(id: string, reachable: boolean, scene: Scene): Check[] {
  const { clusterPolicies: because, cni } = scene.cluster ?? {};
  if (because === undefined || cni === undefined) return [];
  if (because === 'made') return guardedChecks(id, reachable, scene, isPodSource);
  return [
    {
      ...{ id, from: policiesId, to: policiesId, family: scene.family },
      required: { reachable },
      predicted: { none: true },
      skip: { code: 'no-cluster-policies', because, cni },
    },
  ];
}
