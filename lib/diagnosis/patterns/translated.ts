import { isPod } from '../../net';
import type { Explanation, Failure, Pattern } from '../diagnosis';

/** Receivers see a source that Kubernetes does not allow: of pods' packets, or of nodes'. */
export const translated: Pattern = ({ failures }) => {
  const seen = failures.filter(({ reason }) => reason?.includes('was translated'));
  if (seen.length === 0) return [];
  return [seen.some(({ from }) => isPod(from)) ? ofPods(seen) : ofNodes(seen)];
};

const example = ({ from, to, reason }: Failure) => `${from} → ${to}: ${reason}`;

function ofPods(failures: readonly Failure[]): Explanation {
  return {
    code: 'source-translated',
    cause: `Receivers see another source address than the pod's own: ${example(failures.find(({ from }) => isPod(from))!)}`,
    remedy:
      'Exempt traffic inside the pod network from masquerading: its RETURN rule must come before the MASQUERADE rule in POSTROUTING',
    failures,
  };
}

function ofNodes(failures: readonly Failure[]): Explanation {
  return {
    code: 'node-source-translated',
    cause: `Pods see another source address than the node's own: ${example(failures[0]!)}`,
    remedy:
      'Find the MASQUERADE or SNAT rule on the receiving node (nft list ruleset, iptables -t nat -S) and exempt the nodes from it',
    failures,
  };
}
