/** What breaks source addresses: masquerading where Kubernetes forbids it, and none where the way out needs it. */

import { type Match, Network, Predictor } from '../datapath';
import { Cidr, ipv4Of, nodeId } from '../net';
import { podRangesOf } from '../plan';
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
    const ranges = podRangesOf(b, 'ipv4');
    const comment = `-s ${seen.source}/32 -d ${ranges.join(',')} -j MASQUERADE`;
    return {
      what: `${b.name} has the rule ${comment} before all others`,
      datapath: scene.edit(b.name, ({ nat }) => ({
        nat: [
          {
            family: 'ipv4',
            source,
            destination: { ranges },
            action: 'masquerade',
            comment,
          },
          ...nat,
        ],
      })),
    };
  },
};

const egressNotMasqueraded: Fault = {
  name: 'egress-not-masqueraded',
  about:
    "a node's packets to the outside keep their pods' addresses (natOutgoing, --ip-masq off, rules flushed)",
  diagnosis: 'egress-not-masqueraded',
  apply(scene) {
    const node = scene.node();
    if (!node || scene.host(node.name).nat.length === 0) return undefined;
    return {
      what: `${node.name} has no rules that masquerade`,
      datapath: scene.edit(node.name, () => ({ nat: [] })),
    };
  },
};

const masqueradeOtherRange: Fault = {
  name: 'masquerade-other-range',
  about: "nodes masquerade another range than the pods' (the CNI's Network is not the cluster's pod network)",
  diagnosis: 'egress-not-masqueraded',
  apply(scene) {
    const pods = ipv4Of(scene.plan.podCidr);
    const other = new Cidr('ipv4', pods.first ^ (1n << BigInt(32 - pods.prefix)), pods.prefix);
    const moved = (match: Match | undefined): Match | undefined =>
      match && {
        ...match,
        ranges: match.ranges.map((range) =>
          pods.contains(range)
            ? new Cidr('ipv4', range.first - pods.first + other.first, range.prefix)
            : range,
        ),
      };
    return {
      what: `every node masquerades what comes from ${other}, and pods are in ${pods}`,
      datapath: scene.with((host) => ({
        ...host,
        nat: host.nat.map((rule) => ({
          ...rule,
          source: moved(rule.source),
          destination: moved(rule.destination),
          comment: rule.comment.replaceAll(`${pods}`, `${other}`),
        })),
      })),
    };
  },
};

/** The faults of source addresses. */
export const natFaults: readonly Fault[] = [
  masqueradePods,
  nodeSourceRewritten,
  egressNotMasqueraded,
  masqueradeOtherRange,
];
