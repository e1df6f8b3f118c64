import { flowText, type NatFlow, type NatRow } from '../results';

/** Flows of nodes that stand for pods on the host's network too. */
const forBoth: Readonly<Record<string, string>> = {
  'node-to-pod/same-node': 'node, host-network pod → pod, same node',
  'node-to-pod/other-node': 'node, host-network pod → pod, other node',
};

/** A pod on the host's network sends from the node's own stack: where it was not asked apart, the node speaks for it. */
export function flowWords(nat: readonly NatRow[]): (flow: NatFlow) => string {
  const apart = nat.some(({ flow }) => typeof flow === 'string' && flow.startsWith('host-pod-to-pod/'));
  return (flow) => (apart ? undefined : forBoth[`${flow}`]) ?? flowText(flow);
}
