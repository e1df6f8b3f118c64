/** A pod's packets leave the cluster with its node's address: nobody outside knows a way back to a pod. */

import { type Family, type Protocol, protocols } from '../../net';
import { leavingCard } from '../../plan';
import type { Check, Observed } from '../check';
import { fail, type Judgement } from '../judgement';
import { predictedReach } from '../predicted-reach';
import { leavingAddress } from '../way-out';
import { asksForAnswer, judgeExchange } from './exchange';
import type { CheckKind, Scene } from './kind';

/** Pods to the host outside the cluster. */
export const egressNat: CheckKind = {
  id: 'egress/nat',
  title: "Packets leave the cluster with their node's address",
  ...asksForAnswer,
  judge,
  checks: (scene) => (scene.cluster ? clusterChecks(scene) : labChecks(scene)),
};

/** A wrong source is no pod's address that was rewritten, but one that was not. */
function judge(check: Check, observed: Observed): Judgement {
  const judgement = judgeExchange(check, observed);
  return judgement.why?.code === 'source-not-allowed'
    ? fail({ ...judgement.why, code: 'egress-source' })
    : judgement;
}

function labChecks({ testbed, family, predictions }: Scene): Check[] {
  const { datapath, cni, fault } = testbed;
  const outside = datapath.endpoints.find(({ kind }) => kind === 'outside');
  if (!outside || !predictions) return [];
  const translating = new Set(
    (fault?.intended ?? datapath).hosts
      .filter(({ nat }) => nat.some((rule) => rule.family === family))
      .map(({ name }) => name),
  );
  return datapath.endpoints
    .filter(({ kind }) => kind === 'pod')
    .flatMap((pod) => {
      const tcp = predictions.of(pod, outside, family, 'tcp');
      const udp = predictions.of(pod, outside, family, 'udp', tcp);
      return protocols.map(
        (protocol): Check => ({
          id: 'egress/nat',
          from: pod.id,
          to: outside.id,
          family,
          protocol,
          required: { reachable: true, sources: [`${leavingAddress(testbed, pod.node, family)}`] },
          predicted: predictedReach(protocol === 'tcp' ? tcp : udp),
          skip: translating.has(pod.node) ? undefined : { code: 'no-translation', cni: cni.name },
        }),
      );
    });
}

/** The way to wherever outside is: for the walk any host beyond the nodes' router stands for it. */
function predictedAway(
  { testbed: { datapath }, predictions }: Scene,
  from: string,
  to: string,
  family: Family,
  protocol: Protocol,
): Check['predicted'] {
  const [pod, outside] = [
    datapath.endpoints.find(({ id }) => id === from),
    datapath.endpoints.find(({ kind }) => kind === 'outside'),
  ];
  if (!predictions || !pod?.address[family] || !outside?.address[family]) return { none: true };
  const predicted = predictedReach(predictions.of(pod, outside, family, protocol));
  return predicted.answeredBy === outside.id ? { ...predicted, answeredBy: to } : predicted;
}

/** Asked of a probe server outside; without one the checks say that none was named. */
function clusterChecks(scene: Scene): Check[] {
  const { cluster, family: sceneFamily } = scene;
  const { plan, spec } = scene.testbed;
  if (!cluster || sceneFamily !== plan.families[0]) return [];
  const { egress } = cluster;
  const family = egress?.family ?? sceneFamily; // the server's, which need not be one of the cluster's
  const elsewhere = leavingCard(spec, family) !== undefined; // who translates there again, nobody said
  return cluster.sources
    .filter(({ kind }) => kind === 'pod')
    .flatMap(({ id: from, node }) => {
      const own = plan.nodes.find(({ name }) => name === node)?.address[family];
      return protocols.map(
        (protocol): Check => ({
          id: 'egress/nat',
          from,
          to: egress?.id ?? 'outside',
          family,
          protocol,
          required: { reachable: true, ...(own && !elsewhere && { sources: [`${own}`] }) },
          predicted: elsewhere
            ? { none: true }
            : predictedAway(scene, from, egress?.id ?? 'outside', family, protocol),
          skip: !egress
            ? { code: 'no-outside-server' }
            : plan.cniSettings?.masquerade === false
              ? { code: 'no-translation', cni: scene.testbed.cni.name }
              : own
                ? undefined
                : { code: 'no-node-address', node, family },
        }),
      );
    });
}
