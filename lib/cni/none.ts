/**
 * No CNI: what Kubernetes leaves one with. Every node has a bridge for its pods, and nothing makes the nodes use different
 * ranges: each takes the first share of the pod network, so that pods of
 * two nodes have the same addresses, and no node has a route to another node's pods.
 */

import { versions } from '../base/versions';
import { cellMaker, everyCell } from './capabilities';
import type { Cni } from './cni';
import { bridgedPods, bridgeLinks, podEndpoints } from './common/bridged-pods';
import { assemble } from './common/underlay';

const { no, unverified } = cellMaker(versions.kubernetes, (page) => `https://kubernetes.io/docs/${page}`);

/** Kubernetes leaves the network to a plug-in, and here is none. */
const nothing = everyCell(
  no('concepts/cluster-administration/networking', 'there is no CNI that could'),
  unverified('Kubernetes names no kernel for all of it'),
);

/** The plug-in that stands for having none. */
export const none: Cni = {
  name: 'none',
  title: 'No CNI',
  description: 'no CNI: every node has the same pod network, and no routes to the others',
  modes: [
    {
      name: 'bridge',
      description: 'a bridge per node, all with the same range',
      overhead: { ipv4: 0, ipv6: 0 },
      features: [],
      barePods: 'always',
    },
  ],
  dataPlanes: ['iptables'],
  podCidrAllocation: 'shared',
  capabilities: () => nothing,

  requirements: () => [],

  datapath(plan) {
    return assemble(plan, (node, host) => {
      const pods = { bridge: 'cni0', mtu: plan.underlayMtu };
      return {
        node: { ...host, links: [...host.links, ...bridgeLinks(node, pods)] },
        pods: bridgedPods(node, pods),
        endpoints: podEndpoints(node),
      };
    });
  },
};
