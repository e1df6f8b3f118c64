/**
 * Pods behind network policies. Probers' pods ask them on the port that lets in and on the one that does not; nodes, which
 * no rule lets in, on the latter. "Traffic is allowed to a pod if there are no NetworkPolicies selecting the pod, […] or if
 * the traffic source is the pod's local node, or if the traffic matches at least one ingress rule" (networking/v1, types.go):
 * so its own node gets through, and others do not. A pod on its host's network has the address of its node, and is asked
 * for as that: whether a rule that selects pods by their labels means it is left open by Kubernetes, and not asked.
 */

import { nodeOf, protocols } from '../../net';
import type { Check } from '../check';
import type { ClusterSource } from '../cluster-under-test';
import { asksForAnswer, asksForSilence } from './exchange';
import type { CheckKind, Scene } from './kind';

/** Pods that a network policy lets in. */
export const policyAllow: CheckKind = {
  id: 'policy/allow',
  title: 'Network policies let in what they allow',
  ...asksForAnswer,
  checks: (scene) => guardedChecks('policy/allow', true, scene, ({ kind }) => kind === 'pod'),
};

/** Pods and ports that no network policy lets in. */
export const policyDefaultDeny: CheckKind = {
  id: 'policy/default-deny',
  title: 'Network policies keep out everything else',
  ...asksForSilence,
  checks: (scene) => guardedChecks('policy/default-deny', false, scene, ({ kind }) => kind === 'pod'),
};

/** A pod's own node, which no policy keeps out: the kubelet asks pods whether they live. */
export const policyOwnNode: CheckKind = {
  id: 'policy/own-node',
  title: "Network policies let in a pod's own node",
  ...asksForAnswer,
  checks: (scene) => guardedChecks('policy/own-node', true, scene, isOwnNode),
};

/** Other nodes, and with them the pods on their networks, that no policy lets in. */
export const policyOtherNode: CheckKind = {
  id: 'policy/other-node',
  title: 'Network policies keep out other nodes',
  ...asksForSilence,
  checks: (scene) =>
    guardedChecks(
      'policy/other-node',
      false,
      scene,
      (source, to) => source.kind === 'node' && !isOwnNode(source, to),
    ),
};

const isOwnNode = ({ kind, node }: ClusterSource, to: string) => kind === 'node' && nodeOf(to) === node;

/** Checks of each source with the pods behind policies that it asks, over each protocol. */
export function guardedChecks(
  id: string,
  reachable: boolean,
  { cluster, family }: Scene,
  asks: (source: ClusterSource, to: string) => boolean,
): Check[] {
  return (cluster?.sources ?? [])
    .filter(({ kind }) => kind === 'pod' || cluster?.nodePeers)
    .flatMap((source) =>
      source.guarded
        .filter((to) => asks(source, to))
        .flatMap((to) =>
          protocols.map((protocol) => ({
            id,
            from: source.id,
            to,
            family,
            protocol,
            required: { reachable },
            predicted: { none: true as const },
          })),
        ),
    );
}

/** Whether it asks for what policies keep out: silence, which proves something only where policies are enforced. */
export const isDenial = ({ id }: Pick<Check, 'id'>): boolean =>
  id === policyDefaultDeny.id || id === policyOtherNode.id;

/** Whether it says anything only where policies are enforced. */
export const restsOnPolicies = (check: Pick<Check, 'id'>): boolean =>
  isDenial(check) || check.id === policyOwnNode.id;
