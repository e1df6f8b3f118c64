/**
 * The ports that Kubernetes itself needs. In labs with Services, servers listen there; on clusters it is Kubernetes, which
 * is to speak TLS. That the API server reaches webhooks, which are pods, is what `node-to-pod` asks.
 */
import type { Endpoint } from '../../datapath';
import { answeringTo, apiServerService, askedService, behindService } from '../asked-service';
import type { Check } from '../check';
import { predictedAmong } from '../predicted-reach';
import { clusterApiServer, clusterKubelet } from './control-on-clusters';
import { asksForAnswer } from './exchange';
import type { CheckKind, Scene } from './kind';

/** By the control planes' own addresses and by the ClusterIP. */
export const apiServer: CheckKind = {
  id: 'control/api-server',
  title: 'Every pod and node reaches the API server',
  ...asksForAnswer,
  checks: (scene) => {
    if (scene.cluster) return clusterApiServer(scene, scene.cluster);
    const { all, controlPlanes } = placesOf(scene);
    const ids = controlPlanes.map(({ id }) => id);
    return all.flatMap((from) => [
      ...controlPlanes.flatMap((to) => ofControl(scene, 'control/api-server', from, to.id, [to.id])),
      ...ofControl(scene, 'control/api-server', from, apiServerService, ids),
    ]);
  },
};

/** Logs, exec and port forwarding go there. */
export const kubelet: CheckKind = {
  id: 'control/kubelet',
  title: 'The control planes reach every kubelet',
  ...asksForAnswer,
  checks: (scene) => {
    if (scene.cluster) return clusterKubelet(scene, scene.cluster);
    const { all, controlPlanes } = placesOf(scene);
    const nodes = all.filter(({ kind }) => kind === 'node');
    return controlPlanes.flatMap((from) =>
      nodes.flatMap((to) => ofControl(scene, 'control/kubelet', from, to.id, [to.id])),
    );
  },
};

function placesOf({ testbed, predictions }: Scene) {
  const { endpoints, control } = testbed.datapath;
  const all = !predictions || !control ? [] : endpoints.filter(({ kind }) => kind !== 'outside');
  const ids = behindService(testbed.datapath, apiServerService);
  return { all, controlPlanes: all.filter(({ id }) => ids.includes(id)) };
}

function ofControl(
  { testbed, family, predictions }: Scene,
  id: string,
  from: Endpoint,
  to: string,
  answeredBy: readonly string[],
): Check[] {
  const required = { reachable: true, answeredBy };
  const check = { id, from: from.id, to, family, protocol: 'tcp' as const };
  const asked = askedService(testbed.datapath, check);
  if (!asked || from.id === to || !predictions) return [];
  const ways = predictions.ofService(from, answeringTo(asked, { ...check, required }), 'tcp');
  const untranslated = to === apiServerService && !testbed.datapath.hosts.some(({ services }) => services);
  return [
    {
      ...check,
      required,
      predicted: predictedAmong(ways),
      ...(untranslated && { skip: { code: 'no-service-rules' } as const }),
    },
  ];
}
