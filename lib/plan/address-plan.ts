import { required } from '../base/required';
import {
  type Address,
  type Cidr,
  type Family,
  inFamily,
  mapFamilies,
  type PerFamily,
  perFamily,
  podName,
  primary,
  valuesOf,
} from '../net';
import { blockCapacityProblems, nodeBlocks, notPods, type OwnBlocks } from './blocks/own-blocks';
import { capacityOf, capacityProblems } from './capacity';
import { cardProblems } from './cards/card-problems';
import { cardAddresses, planCards } from './cards/spec-cards';
import { externalAddresses } from './external/behind-nat';
import { externalProblems } from './external/external-problems';
import { givenAddress } from './given/given-node';
import { givenProblems } from './given/given-problems';
import { type NodePosition, nodePositions } from './node-position';
import { cardMtus, nodeSettingsProblems } from './node-settings';
import { addressAt } from './node-share';
import type { CniSettings, Plan, PlanNode, PlanPod, PlanZone } from './plan';
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

/** Position of the first pod in a node's ranges: of a share, 0 is a tunnel device's address, 1 the bridge's. */
const firstPodHost = notPods;

/**
 * Computes every address of the cluster and proves that nothing overlaps what it must not.
 * @param allocation how nodes get their part of the pod network: shares, or the blocks that a CNI takes by itself
 * @throws SpecError with all problems, each with a range that is free
 */
export function addressPlan(spec: TestbedSpec, allocation: PodCidrAllocation | OwnBlocks = 'per-node'): Plan {
  const blocks = typeof allocation === 'string' ? undefined : allocation;
  refuse([
    ...rangeProblems(spec),
    ...givenProblems(spec),
    ...capacityProblems(spec),
    ...(blocks ? blockCapacityProblems(spec, blocks) : []),
    ...nodeSettingsProblems(spec),
    ...cardProblems(spec),
    ...externalProblems(spec),
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
  const external = externalAddresses(spec);
  const nodes = nodePositions(spec).map((position) => {
    const share = allocation === 'shared' ? 0 : position.share;
    const ranges = blocks
      ? mapFamilies(podCidr, (cidr, family) => nodeBlocks(spec, blocks, family, cidr, share))
      : mapFamilies(podCidr, (cidr, family) => [cidr.slice(inFamily(prefixes, family), share)]);
    const node = {
      ...placed(position, required(zones[position.zone], 'zone')),
      ...(blocks ? { podBlocks: valuesOf(ranges).flat() } : ownShare(mapFamilies(ranges, ([own]) => own!))),
      pods: podsIn(ranges, position.name, spec.podsPerNode),
    };
    const mtu = mtus.get(node.name);
    const externalAddress = external.get(node.name);
    return {
      ...node,
      ...(externalAddress && { externalAddress }),
      ...(mtu !== undefined && { mtu }),
      ...cardAddresses(spec, position),
    };
  });
  if (allocation !== 'shared') proveNodes(nodes, zones, podCidr);
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
    apiEndpoint: { address: apiAddress(required(nodes[0], 'node'), zones), port: 6443 },
    dnsService: mapFamilies(serviceCidr, (cidr) => cidr.at(10)),
    capacity: blocks ? { nodeAddresses: capacityOf(spec).nodeAddresses } : capacityOf(spec),
  };
}

function apiAddress({ address, externalAddress }: PlanNode, zones: readonly PlanZone[]): Address {
  return (zones.length > 1 ? externalAddress : undefined) ?? primary(address);
}

function cniSettings({ tunnelPort, podMtu, masquerade }: TestbedSpec): Pick<Plan, 'cniSettings'> {
  const cniSettings: CniSettings = {
    ...(tunnelPort !== undefined && { tunnelPort }),
    ...(podMtu !== undefined && { podMtu }),
    ...(masquerade ? {} : { masquerade }),
  };
  return Object.keys(cniSettings).length > 0 ? { cniSettings } : {};
}

function placed(position: NodePosition, zone: PlanZone) {
  const { name, role } = position;
  const address = mapFamilies(zone.nodeCidr, (cidr, family) => nodeAddress(position, cidr, family));
  return { name, role, zone: zone.name, address };
}

function nodeAddress({ host, name }: NodePosition, cidr: Cidr, family: Family): Address {
  return typeof host === 'number'
    ? cidr.at(host)
    : required(givenAddress(host, family), `${family} address of ${name}`);
}

const ownShare = (podCidr: PerFamily<Cidr>) => ({
  podCidr,
  podGateway: mapFamilies(podCidr, (cidr) => cidr.at(1)),
});

function podsIn(ranges: PerFamily<readonly Cidr[]>, node: string, count: number): PlanPod[] {
  return Array.from({ length: count }, (_, i) => ({
    name: podName(node, i),
    address: mapFamilies(ranges, (list): Address => addressAt(list, firstPodHost + i)),
  }));
}
