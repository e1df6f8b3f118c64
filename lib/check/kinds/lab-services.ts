/** Services in a lab: asked of by every pod and node, and predicted by the walk over kube-proxy's rules. */
import type { Datapath, Endpoint, Prediction, ServiceTarget } from '../../datapath';
import { protocols } from '../../net';
import { answeringTo, askedService } from '../asked-service';
import type { Check, Required } from '../check';
import { predictedAmong } from '../predicted-reach';
import type { Scene } from './kind';

/** Nodes that each endpoint asks by NodePort: its own and the next one, which also sends packets on to others. */
const nodesAsked = 2;

/** Who asks the Services of a lab. */
export const askers = ({ endpoints }: Datapath) => endpoints.filter(({ kind }) => kind !== 'outside');

/** From every pod and node to a ClusterIP that several pods are behind. */
export const labClusterIp = (scene: Scene): Check[] =>
  ofService(scene, 'service:cluster-ip', (service) =>
    askers(scene.testbed.datapath).map((from) => [from, service.id, { answeredBy: service.endpoints }]),
  );

/** From every pod and node to the NodePorts of its own node and of the next one. */
export function labNodePort(scene: Scene): Check[] {
  const { endpoints } = scene.testbed.datapath;
  const nodes = endpoints.filter(({ kind }) => kind === 'node');
  return ofService(scene, 'service:node-port', (service) =>
    askers(scene.testbed.datapath).flatMap((from) => {
      const own = nodes.findIndex(({ node }) => node === from.node);
      const some = Array.from(
        { length: Math.min(nodesAsked, nodes.length) },
        (_, i) => nodes[(own + i) % nodes.length]!,
      );
      return some.map(({ id }): Asking => [from, id, { answeredBy: service.endpoints }]);
    }),
  );
}

/** From each pod that a Service leads back to from its own node. */
export const labHairpin = (scene: Scene): Check[] =>
  ofService(scene, 'service:hairpin', (service) => {
    const behind = new Set(service.endpoints);
    return askers(scene.testbed.datapath)
      .filter(({ id }) => behind.has(id))
      .map((from) => [from, service.id, { answeredBy: [from.id] }]);
  });

/** From every other pod of a node, and from the node, to the Service that each node has for itself. */
export const labLocal = (scene: Scene): Check[] =>
  ofService(
    scene,
    'service:hairpin',
    (service) => {
      const behind = new Set(service.endpoints);
      const onNode = new Map(
        askers(scene.testbed.datapath).flatMap((one) => (behind.has(one.id) ? [[one.node, one.id]] : [])),
      );
      return askers(scene.testbed.datapath).flatMap((from): Asking[] => {
        const own = onNode.get(from.node);
        return own === undefined || own === from.id ? [] : [[from, service.id, { answeredBy: [own] }]];
      });
    },
    'service/local',
  );

type Asking = readonly [from: Endpoint, to: string, required: Required];

function ofService(
  scene: Scene,
  id: string,
  asking: (service: ServiceTarget) => Asking[],
  kind = id.replace(':', '/'),
): Check[] {
  const { testbed, family, predictions } = scene;
  const { datapath } = testbed;
  const service = datapath.services?.find((one) => one.id === id);
  if (!predictions || !service?.address[family] || service.endpoints.length === 0) return [];
  return asking(service).flatMap(([from, to, required]) => {
    let each: readonly Prediction[] | undefined;
    return protocols.flatMap((protocol): Check[] => {
      const check = { id: kind, from: from.id, to, family, protocol };
      const asked = askedService(datapath, check);
      if (!asked) return [];
      each = predictions.ofService(from, answeringTo(asked, { ...check, required }), protocol, each);
      const predicted = predictedAmong(each);
      return [
        { ...check, required: { reachable: true, ...required }, predicted, skip: lackOf(datapath, each) },
      ];
    });
  });
}

/** What the machine lacks that Services need, where the walk shows that it does. */
export function lackOf({ hosts }: Datapath, each: readonly Prediction[]): Check['skip'] {
  const nodes = hosts.filter(({ role }) => role === 'node');
  if (!nodes.some(({ services, netfilter }) => services ?? netfilter)) return { code: 'no-service-rules' };
  const untranslated = each.some(({ why }) => why?.code === 'answer-untranslated');
  const asked = nodes.some(({ sysctls }) => sysctls['bridge/bridge-nf-call-iptables'] !== undefined);
  return untranslated && !asked ? { code: 'no-bridge-netfilter' } : undefined;
}
