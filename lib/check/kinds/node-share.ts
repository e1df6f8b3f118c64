import type { Check } from '../check';
import { asksForAddresses } from './address-list';
import type { CheckKind, Scene } from './kind';

/** Each Node object's share of the pod network against the plan that the cluster was built from. */
export const nodeShare: CheckKind = {
  id: 'address/node-share',
  title: "Nodes have the plan's shares of the pod network",
  requirement: 0,
  ownRow: true,
  ...asksForAddresses,
  checks: ({ cluster, family }: Scene) =>
    (cluster?.shares ?? []).map(({ id, node, planned }): Check => {
      const share = planned?.[family];
      return {
        id: 'address/node-share',
        requirement: 0,
        from: id,
        to: id,
        family,
        required: share ? { addresses: [share] } : {},
        predicted: { none: true },
        skip: !cluster?.hasPlan ? { code: 'no-plan' } : share ? undefined : { code: 'not-in-plan', node },
      };
    }),
};
