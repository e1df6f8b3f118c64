/** What drops packets on purpose: firewalls, policies, clouds, and bad cables. */

import type { FilterRule } from '../datapath';
import { ipv4Of } from '../net';
import type { Fault } from './fault';
import { announcesRoutes, only, uplinkOf } from './scene';

const oneWayBlock: Fault = {
  name: 'one-way-block',
  about: 'a firewall drops what comes from one node; the other direction is open',
  diagnosis: 'one-way-block',
  apply(scene) {
    const nodes = scene.nodes(2);
    if (!nodes || announcesRoutes(scene)) return undefined;
    const [a, b] = nodes;
    const comment = `ip saddr ${ipv4Of(a.address)} drop`;
    return {
      what: `${b.name} drops what comes from ${a.name} (${comment})`,
      datapath: scene.edit(b.name, ({ filters }) => ({
        filters: [...filters, { family: 'ipv4', hook: 'input', source: only(ipv4Of(a.address)), comment }],
      })),
    };
  },
};

const forwardDrop: Fault = {
  name: 'forward-policy-drop',
  about: "the policy of a node's FORWARD chain is DROP, as Docker sets it",
  diagnosis: 'forward-drop',
  apply(scene) {
    const node = scene.node();
    if (!node) return undefined;
    return {
      what: `${node.name} drops everything that it should forward (-P FORWARD DROP)`,
      datapath: scene.edit(node.name, ({ filters }) => ({
        filters: [...filters, { family: 'ipv4', hook: 'forward', comment: '-P FORWARD DROP' }],
      })),
    };
  },
};

const policyDrop: Fault = {
  name: 'policy-drop',
  about: 'a network policy denies TCP to one pod',
  diagnosis: 'policy-drop',
  apply(scene) {
    const found = scene.nodeWithPod();
    if (!found) return undefined;
    const { node, pod } = found;
    const comment = `default-deny: tcp to ${ipv4Of(pod.address)} drop`;
    return {
      what: `${node.name} drops TCP for ${pod.id}`,
      datapath: scene.edit(node.name, ({ filters }) => ({
        filters: [
          ...filters,
          {
            family: 'ipv4',
            hook: 'forward',
            protocol: 'tcp',
            destination: only(ipv4Of(pod.address)),
            comment,
          },
        ],
      })),
    };
  },
};

const sourceDestinationCheck: Fault = {
  name: 'source-destination-check',
  about: "the cloud drops a machine's packets whose source or destination is not the machine itself",
  diagnosis: 'source-destination-check',
  apply(scene) {
    const node = scene.node();
    const host = node && scene.host(node.name);
    const uplink = host && uplinkOf(scene.datapath, host);
    // With a tunnel, the packets between nodes have the nodes' own addresses.
    if (!node || !host || !uplink || scene.tunnel(node)) return undefined;
    const foreign = { ...only(ipv4Of(node.address)), not: true };
    const comment = 'source/destination check of the network interface';
    const rules: FilterRule[] = [
      { family: 'ipv4', hook: 'forward', out: uplink.name, source: foreign, comment },
      { family: 'ipv4', hook: 'forward', in: uplink.name, destination: foreign, comment },
    ];
    return {
      what: `the source/destination check of ${node.name} is on, though its pods' addresses appear on the network`,
      datapath: scene.edit(node.name, ({ filters }) => ({ filters: [...filters, ...rules] })),
    };
  },
};

const packetLoss: Fault = {
  name: 'packet-loss',
  about: 'three of ten packets that reach a node get lost',
  diagnosis: 'packet-loss',
  random: true,
  apply(scene) {
    const node = scene.node();
    const uplink = node && uplinkOf(scene.datapath, scene.host(node.name));
    if (!node || !uplink || announcesRoutes(scene)) return undefined;
    const rule: FilterRule = {
      family: 'ipv4',
      hook: 'prerouting',
      in: uplink.name,
      share: 0.3,
      comment: 'loss 30%',
    };
    return {
      what: `30 % of the packets that reach ${node.name} by ${uplink.name} get lost`,
      datapath: scene.edit(node.name, ({ filters }) => ({
        filters: [...filters, rule],
      })),
    };
  },
};

/** The faults of packet filters. */
export const filterFaults: readonly Fault[] = [
  oneWayBlock,
  forwardDrop,
  policyDrop,
  sourceDestinationCheck,
  packetLoss,
];
