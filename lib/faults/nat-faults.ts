/** What breaks source addresses: masquerading where Kubernetes forbids it. */

import { Network, Predictor } from '../datapath';
import { ipv4Of, nodeId } from '../net';
import { shareOf } from '../plan';
import type { Fault } from './fault';
import { only } from './scene';

const masqueradePods: Fault = {
  name: 'masquerade-pod-traffic',
  about: 'nodes translate the source of packets between pods',
  diagnosis: 'source-translated',
  apply(scene) {
    const source = { ranges: [ipv4Of(scene.plan.podCidr)] };
    const comment = `-s ${ipv4Of(scene.plan.podCidr)} -j MASQUERADE`;
    return {
      what: `every node has the rule ${comment} before all others`,
      datapath: scene.with((host) =>
        host.role === 'node'
          ? { ...host, nat: [{ family: 'ipv4', source, action: 'masquerade', comment }, ...host.nat] }
          : host,
      ),
    };
  },
};

const nodeSourceRewritten: Fault = {
  name: 'node-source-rewritten',
  about: "a node translates another node's address on the way to its pods",
  diagnosis: 'node-source-translated',
  apply(scene) {
    const nodes = scene.nodes(2);
    if (!nodes) return undefined;
    const [a, b] = nodes;
    const sender = scene.endpoint(nodeId(a.name));
    const pod = scene.pod(b);
    if (!pod) return undefined;
    const seen = new Predictor(new Network(scene.datapath)).predict(sender, pod, 'ipv4', 'tcp');
    if (!seen.reachable || !seen.source) return undefined;
    const source = only(seen.source);
    const comment = `-s ${seen.source}/32 -d ${shareOf(b, 'ipv4')} -j MASQUERADE`;
    return {
      what: `${b.name} has the rule ${comment} before all others`,
      datapath: scene.edit(b.name, ({ nat }) => ({
        nat: [
          {
            family: 'ipv4',
            source,
            destination: { ranges: [shareOf(b, 'ipv4')] },
            action: 'masquerade',
            comment,
          },
          ...nat,
        ],
      })),
    };
  },
};

/** The faults of source addresses. */
export const natFaults: readonly Fault[] = [masqueradePods, nodeSourceRewritten];
