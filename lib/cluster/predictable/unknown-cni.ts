/** CNIs that this testbed does not build: their clusters can be tested, but nothing is predicted of them. */

import { type Cni, type CniMode, nothingVerified } from '../../cni';
import type { Datapath, Endpoint } from '../../datapath';
import { nodeId, podId } from '../../net';
import { type Plan, rangesWith } from '../../plan';

/** The mode of a cluster of which nobody says which it is. */
export const unknownMode: CniMode = {
  name: 'unknown',
  description: 'not known',
  overhead: { ipv4: 0, ipv6: 0 },
  features: [],
  barePods: 'never',
};

/** A CNI of which nothing but the name is known. */
export function unknownCni(name: string): Cni {
  return {
    name,
    title: name,
    description: 'not one that this testbed builds',
    modes: [unknownMode],
    dataPlanes: ['iptables'],
    capabilities: () => nothingVerified('unknown'),
    requirements: () => [],
    datapath: endpointsOnly,
  };
}

/** The endpoints of a plan, and nothing of how packets go between them. */
export function endpointsOnly(plan: Plan): Datapath {
  const zones = new Map(plan.zones.map((zone) => [zone.name, zone.nodeCidr]));
  return {
    hosts: [],
    endpoints: plan.nodes.flatMap((node): Endpoint[] => {
      const place = { node: node.name, zone: node.zone };
      const within = zones.get(node.zone)!;
      return [
        { id: nodeId(node.name), kind: 'node', host: node.name, ...place, address: node.address, within },
        ...node.pods.map(
          (pod): Endpoint => ({
            id: podId(pod.name),
            kind: 'pod',
            host: pod.name,
            ...place,
            address: pod.address,
            within: node.podBlocks ? rangesWith(node, pod) : (node.podCidr ?? plan.podCidr),
          }),
        ),
      ];
    }),
  };
}
