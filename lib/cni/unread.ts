import { type Datapath, emptyHost, type Host, type OtherLink, type Route } from '../datapath';
import { Cidr, valuesOf } from '../net';
import type { Plan, PlanNode, PlanPod } from '../plan';
import { podEndpoints, podHostName } from './common/bridged-pods';
import { assemble } from './common/underlay';
import { cable, single } from './common/wiring';

/**
 * What is there whichever CNI a cluster has: its nodes, the network between them, and a cable from each pod to its node. Of
 * what a pod does with packets nothing is known: what leaves one is not followed, until the pod itself has been read.
 */
export function unreadDatapath(plan: Plan): Datapath {
  return assemble(plan, (node, host) => ({
    node: { ...host, links: [...host.links, ...node.pods.map((pod) => nodeEnd(plan, node, pod))] },
    pods: node.pods.map((pod) => unreadPod(plan, pod)),
    endpoints: podEndpoints({ ...node, podCidr: node.podCidr ?? plan.podCidr }),
  }));
}

const cableName = ({ name }: PlanPod) => `to ${name}`;

function nodeEnd({ underlayMtu }: Plan, node: PlanNode, pod: PlanPod) {
  return cable(node.name, cableName(pod), podHostName(pod), 'eth0', underlayMtu);
}

function unreadPod({ underlayMtu }: Plan, pod: PlanPod): Host {
  const link: OtherLink = {
    ...cable(podHostName(pod), 'eth0', '', '', underlayMtu),
    type: 'other',
    kind: 'not read',
    addresses: valuesOf(pod.address).map((address) => ({ address, prefix: single(address).prefix })),
  };
  const away = valuesOf(pod.address).map(
    ({ family }): Route => ({ destination: new Cidr(family, 0n, 0), link: link.name }),
  );
  return { ...emptyHost(podHostName(pod), 'pod'), links: [link], routes: away };
}
