/** Services, as kube-proxy or the CNI in its place balances them: of clusters nothing is predicted of them. */

import { protocols } from '../../net';
import type { Check } from '../check';
import type { ClusterSource, ServiceFact } from '../cluster-under-test';
import { asksForAnswer } from './exchange';
import type { CheckKind, Scene } from './kind';
import { labClusterIp, labHairpin, labLocal, labNodePort } from './lab-services';

const predicted = { none: true } as const;

/** A check over each protocol, where the Service has an address of the family. */
function serviceChecks(
  { family }: Scene,
  { addresses }: ServiceFact,
  check: Omit<Check, 'family' | 'protocol' | 'predicted'>,
): Check[] {
  if (addresses[family] === undefined) return [];
  return protocols.map((protocol) => ({ ...check, family, protocol, predicted }));
}

/** Any of the servers may answer. */
export const clusterIp: CheckKind = {
  id: 'service/cluster-ip',
  title: 'Services are reached by their ClusterIP',
  ...asksForAnswer,
  checks: (scene) =>
    fromEach(scene, labClusterIp, ({ id: from }, { services, servers }) =>
      serviceChecks(scene, services.clusterIp, {
        id: 'service/cluster-ip',
        from,
        to: services.clusterIp.id,
        required: { reachable: true, answeredBy: servers },
      }),
    ),
};

/** Any of the servers may answer, whichever node is asked. */
export const nodePort: CheckKind = {
  id: 'service/node-port',
  title: "Services are reached by every node's NodePort",
  ...asksForAnswer,
  checks: (scene) =>
    fromEach(scene, labNodePort, ({ id: from, nodes }, { services, servers }) =>
      nodes.flatMap((to) =>
        serviceChecks(scene, services.nodePort, {
          id: 'service/node-port',
          from,
          to,
          required: { reachable: true, answeredBy: servers },
        }),
      ),
    ),
};

/** A pod that is the only one behind a Service. */
export const hairpin: CheckKind = {
  id: 'service/hairpin',
  title: 'A pod reaches itself through a Service',
  ...asksForAnswer,
  checks: (scene) =>
    fromEach(scene, labHairpin, ({ id: from, kind }, { services }) =>
      kind === 'pod'
        ? serviceChecks(scene, services.hairpin, {
            id: 'service/hairpin',
            from,
            to: services.hairpin.id,
            required: { reachable: true, answeredBy: [from] },
          })
        : [],
    ),
};

/** Another pod of the node answers, or the node's own: what comes back over the same bridge is translated too. */
export const serviceLocal: CheckKind = {
  id: 'service/local',
  title: 'Services of a node alone are answered by its own pods',
  ...asksForAnswer,
  checks: (scene) => (scene.cluster ? [] : labLocal(scene)),
};

function fromEach(
  scene: Scene,
  inLab: (scene: Scene) => Check[],
  checksOf: (source: ClusterSource, cluster: NonNullable<Scene['cluster']>) => Check[],
): Check[] {
  const { cluster } = scene;
  return cluster ? cluster.sources.flatMap((source) => checksOf(source, cluster)) : inLab(scene);
}
