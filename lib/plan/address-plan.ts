import { required } from '../base/required';
import {
  type Address,
  type Cidr,
  type Family,
  inFamily,
  mapFamilies,
  type PerFamily,
  podName,
  primary,
} from '../net';
import { capacityOf, capacityProblems } from './capacity';
import { type NodePosition, nodePositions } from './node-position';
import type { Plan, PlanNode, PlanZone } from './plan';
import { refuse } from './problem';
import { proveNodes } from './prove-nodes';
import { rangeProblems } from './prove-ranges';
import type { TestbedSpec } from './testbed-spec';

/**
 * How nodes get their share of the pod network: each its own, or, without a CNI that hands them out, all the same
 * one, so that pods of two nodes have the same addresses.
 */
export type PodCidrAllocation = 'per-node' | 'shared';

/** Position of the first pod in a node's share: 0 is a tunnel device's address, 1 the bridge's. */
const firstPodHost = 2;

/**
 * Computes every address of the cluster and proves that nothing overlaps what it must not.
 * @throws SpecError with all problems, each with a range that is free
 */
export function addressPlan(spec: TestbedSpec, allocation: PodCidrAllocation = 'per-node'): Plan {
  refuse([...rangeProblems(spec), ...capacityProblems(spec)]);
  const families: Family[] = spec.ipFamily === 'dual' ? ['ipv4', 'ipv6'] : ['ipv4'];
  const dual = families.length > 1;
  const both = <T>(ipv4: T, ipv6: () => T): PerFamily<T> => (dual ? { ipv4, ipv6: ipv6() } : { ipv4 });
  const podCidr = both(spec.podCidr, () => spec.podCidrIPv6);
  const serviceCidr = both(spec.serviceCidr, () => spec.serviceCidrIPv6);
  const zones = spec.zones.map((zone): PlanZone => {
    const nodeCidr = both(zone.nodeCidr, () => zone.nodeCidrIPv6);
    return { name: zone.name, nodeCidr, gateway: mapFamilies(nodeCidr, (cidr) => cidr.at(1)) };
  });
  const prefixes = both(spec.podPrefix, () => spec.podPrefixIPv6);
  const nodes = nodePositions(spec).map((position) => {
    const share = allocation === 'shared' ? 0 : position.share;
    const ownCidr = mapFamilies(podCidr, (cidr, family) => cidr.slice(inFamily(prefixes, family), share));
    return planNode(position, required(zones[position.zone], 'zone'), ownCidr, spec.podsPerNode);
  });
  if (allocation === 'per-node') proveNodes(nodes, zones, podCidr);
  return {
    name: spec.name,
    families,
    underlayMtu: spec.underlayMtu,
    fabricMtu: spec.fabricMtu,
    podCidr,
    serviceCidr,
    zones,
    ...(spec.podRoutes && allocation === 'per-node' && { podRoutes: true }), // of one share for all there is no route
    nodes,
    apiEndpoint: { address: primary(required(nodes[0], 'node').address), port: 6443 },
    dnsService: mapFamilies(serviceCidr, (cidr) => cidr.at(10)),
    capacity: capacityOf(spec),
  };
}

function planNode(position: NodePosition, zone: PlanZone, podCidr: PerFamily<Cidr>, pods: number): PlanNode {
  return {
    name: position.name,
    role: position.role,
    zone: zone.name,
    address: mapFamilies(zone.nodeCidr, (cidr) => cidr.at(position.host)),
    podCidr,
    podGateway: mapFamilies(podCidr, (cidr) => cidr.at(1)),
    pods: Array.from({ length: pods }, (_, i) => ({
      name: podName(position.name, i),
      address: mapFamilies(podCidr, (cidr): Address => cidr.at(firstPodHost + i)),
    })),
  };
}
