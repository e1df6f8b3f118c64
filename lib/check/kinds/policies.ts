/** Pods behind network policies, each asked on the port that lets in and on the one that does not. */

import { protocols } from '../../net';
import type { Check } from '../check';
import { asksForAnswer, asksForSilence } from './exchange';
import type { CheckKind, Scene } from './kind';

/** Pods that a network policy lets in. */
export const policyAllow: CheckKind = {
  id: 'policy/allow',
  title: 'Network policies let in what they allow',
  ...asksForAnswer,
  checks: (scene) => guardedChecks('policy/allow', true, scene),
};

/** Pods and ports that no network policy lets in. */
export const policyDefaultDeny: CheckKind = {
  id: 'policy/default-deny',
  title: 'Network policies keep out everything else',
  ...asksForSilence,
  checks: (scene) => guardedChecks('policy/default-deny', false, scene),
};

function guardedChecks(id: string, reachable: boolean, { cluster, family }: Scene): Check[] {
  return (cluster?.sources ?? [])
    .filter(({ kind }) => kind === 'pod')
    .flatMap(({ id: from, guarded }) =>
      guarded.flatMap((to) =>
        protocols.map((protocol) => ({
          id,
          from,
          to,
          family,
          protocol,
          required: { reachable },
          predicted: { none: true as const },
        })),
      ),
    );
}
