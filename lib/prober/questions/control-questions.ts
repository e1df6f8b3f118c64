/** The ports that Kubernetes itself needs: API servers from everywhere, kubelets from the control planes. */
import { familyOf } from '../../net/family';
import type { Standpoint } from './pair-questions';
import type { Question } from './question';
import { type ControlPort, endpointIds } from './settings';

/** Questions to what the addresses name; none where they name nothing, as those of older versions. */
export function controlQuestions(at: Standpoint): Question[] {
  const { directory, kind, nodes, own, targets } = at;
  const self = endpointIds.client(kind, nodes[own]!);
  const { apiServers = [], kubelets = [], controlPlanes = [] } = directory.control ?? {};
  const asked = new Set(targets.map(({ node }) => endpointIds.node(nodes[node]!)));
  const isControlPlane = kind === 'node' && controlPlanes.includes(self);
  return [
    ...apiServers.map((port) => question(at, 'control/api-server', port)),
    ...(isControlPlane ? kubelets.filter(({ id }) => asked.has(id)) : []).map((port) =>
      question(at, 'control/kubelet', port),
    ),
  ].filter(({ to }) => to !== self);
}

function question(
  { asker }: Standpoint,
  asked: 'control/api-server' | 'control/kubelet',
  { id, address, port }: ControlPort,
): Question {
  return {
    asked,
    to: id,
    family: familyOf(address),
    protocol: 'tcp',
    answer: async () => {
      const observation = await asker.shakesHands(address, port);
      return observation.reachable ? { ...observation, answeredBy: id } : observation;
    },
  };
}
