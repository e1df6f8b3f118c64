/**
 * No CNI: what Kubernetes leaves one with. Every node has a bridge for its pods, and nothing makes the nodes use different
 * ranges: each takes the first share of the pod network, so that pods of
 * two nodes have the same addresses, and no node has a route to another node's pods.
 */

import type { Cni } from './cni';
import { bridgedPods, bridgeLinks, podEndpoints } from './common/bridged-pods';
import { assemble } from './common/underlay';

/** The plug-in that stands for having none. */
export const none: Cni = {
  name: 'none',
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
