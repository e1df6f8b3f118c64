/**
 * No CNI: what Kubernetes leaves one with. Every node has a bridge for its pods, and no node has a route to another node's
 * pods. In the first mode nothing makes the nodes use different ranges either: each takes the first share of the pod
 * network, so that pods of two nodes have the same addresses. In the second one each has the share that Kubernetes gives it
 * where it is asked to (kube-controller-manager --allocate-node-cidrs), and nobody says to the others where it is.
 */

import { versions } from '../base/versions';
import { cellMaker, everyCell } from './capabilities';
import { plugin } from './cni';
import { bridgedPods, bridgeLinks, podEndpoints } from './common/bridged-pods';
import { cardMtu } from './common/mtu';
import { assemble } from './common/underlay';

const { no, unverified } = cellMaker(versions.kubernetes, (page) => `https://kubernetes.io/docs/${page}`);

/** Kubernetes leaves the network to a plug-in, and here is none. */
const nothing = everyCell(
  no('concepts/cluster-administration/networking', 'there is no CNI that could'),
  unverified('Kubernetes names no kernel for all of it'),
);

/** The plug-in that stands for having none. */
export const none = plugin({
  name: 'none',
  title: 'No CNI',
  description: 'no CNI: a bridge per node, and no routes to the others',
  modes: [
    {
      name: 'bridge',
      description: 'a bridge per node, all with the same range',
      overhead: { ipv4: 0, ipv6: 0 },
      features: [],
      barePods: 'always',
      podCidrAllocation: 'shared',
      connects: false,
    },
    {
      name: 'no-routes',
      title: 'ranges without routes',
      description: 'a bridge per node, each with a range of its own, and no routes between them',
      overhead: { ipv4: 0, ipv6: 0 },
      features: [],
      barePods: 'always',
      connects: false,
    },
  ],
  dataPlanes: ['iptables'],
  noBlocks: 'there is no CNI that could',
  capabilities: () => nothing,

  requirements: () => [],

  datapath(plan) {
    return assemble(plan, (node, host) => {
      const pods = { bridge: 'cni0', mtu: plan.cniSettings?.podMtu ?? cardMtu(plan, node) };
      return {
        node: { ...host, links: [...host.links, ...bridgeLinks(node, pods)] },
        pods: bridgedPods(node, pods),
        endpoints: podEndpoints(node),
      };
    });
  },
});
