import { required } from '../base/required';
import {
  type Address,
  type Cidr,
  inFamily,
  mapFamilies,
  type PerFamily,
  perFamily,
  podName,
  primary,
} from '../net';
import { capacityOf, capacityProblems } from './capacity';
import { cardProblems } from './cards/card-problems';
import { cardAddresses, planCards } from './cards/spec-cards';
import { type NodePosition, nodePositions } from './node-position';
import { cardMtus, nodeSettingsProblems } from './node-settings';
import type { CniSettings, Plan, PlanNode, PlanZone } from './plan';
import { refuse } from './problem';
import { proveNodes } from './prove-nodes';
import { rangeProblems } from './prove-ranges';
import { specFamilies, twinOf } from './spec-families';
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
  refuse([
    ...rangeProblems(spec),
    ...capacityProblems(spec),
    ...nodeSettingsProblems(spec),
    ...cardProblems(spec),
  ]);
  const families = specFamilies(spec);
  const podCidr = perFamily(families, (family) => spec[`podCidr${twinOf(family)}`]);
  const serviceCidr = perFamily(families, (family) => spec[`serviceCidr${twinOf(family)}`]);
  const zones = spec.zones.map((zone): PlanZone => {
    const nodeCidr = perFamily(families, (family) => zone[`nodeCidr${twinOf(family)}`]);
    const gateway = mapFamilies(nodeCidr, (cidr) => cidr.at(1));
    return { name: zone.name, nodeCidr, gateway, ...(!zone.layer2 && { layer2: false }) };
  });
  const prefixes = perFamily(families, (family) => spec[`podPrefix${twinOf(family)}`]);
  const mtus = cardMtus(spec);
  const nodes = nodePositions(spec).map((position) => {
    const share = allocation === 'shared' ? 0 : position.share;
    const ownCidr = mapFamilies(podCidr, (cidr, family) => cidr.slice(inFamily(prefixes, family), share));
    const node = planNode(position, required(zones[position.zone], 'zone'), ownCidr, spec.podsPerNode);
    const mtu = mtus.get(node.name);
    return { ...node, ...(mtu !== undefined && { mtu }), ...cardAddresses(spec, position) };
  });
  if (allocation === 'per-node') proveNodes(nodes, zones, podCidr);
  return {
    name: spec.name,
    families,
    underlayMtu: spec.underlayMtu,
    fabricMtu: spec.fabricMtu,
    ...(spec.interZoneMtu !== undefined && { interZoneMtu: spec.interZoneMtu }),
    ...(spec.outsideMtu !== undefined && { outsideMtu: spec.outsideMtu }),
    ...planCards(spec),
    ...cniSettings(spec),
    ...(spec.maxPods !== undefined && { maxPods: spec.maxPods }),
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

function cniSettings({ tunnelPort, podMtu, masquerade }: TestbedSpec): Pick<Plan, 'cniSettings'> {
  const cniSettings: CniSettings = {
    ...(tunnelPort !== undefined && { tunnelPort }),
    ...(podMtu !== undefined && { podMtu }),
    ...(masquerade ? {} : { masquerade }),
  };
  return Object.keys(cniSettings).length > 0 ? { cniSettings } : {};
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
