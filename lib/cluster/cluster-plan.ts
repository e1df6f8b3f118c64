/** A plan from what a cluster has: the nodes' addresses and shares as the API says, the pods as they came up. */

import { largest } from '../base/lists';
import { TargetError } from '../base/target-error';
import {
  type Address,
  type Cidr,
  type Family,
  familiesOf,
  mapFamilies,
  type PerFamily,
  perFamily,
  podName,
  primary,
} from '../net';
import { type CniSettings, type Plan, type PlanNode, type PlanZone, podRoom, type RangeField } from '../plan';
import { ownShare, sharedFamilies } from './probed-node';
import { type PodNetworkFacts, podNetwork, zonesOf } from './seen-ranges';

/** What a plan of a running cluster is made from. */
export interface ClusterPlanInput extends PodNetworkFacts {
  readonly name: string;
  /** The planned service network, where there is a plan, else the API server's own, where the API says it. @default seenServices */
  readonly serviceCidr?: PerFamily<Cidr>;
  /** What holds the Services' addresses that were seen. */
  readonly seenServices: PerFamily<Cidr>;
  /** Name server that the pods are given. @default the usual one of the service range */
  readonly dnsService?: Partial<PerFamily<Address>>;
  readonly underlayMtu: number;
  /** Whether the router between the zones knows the nodes' shares; only a plan can say so. */
  readonly podRoutes?: boolean;
  /** What the CNI was asked for; likewise. */
  readonly cniSettings?: CniSettings;
}

/** @throws TargetError where a node or pod lacks an address */
export function clusterPlan(facts: ClusterPlanInput): Plan {
  const { name, nodes, underlayMtu, serviceCidr = facts.seenServices } = facts;
  const families = sharedFamilies(nodes);
  const of = (values: Partial<PerFamily<Address>>, who: string) => complete(values, families, who);
  const podCidr = perFamily(families, (family) => podNetwork(facts, family));
  const zones = zonesOf(nodes, families);
  const planNodes = nodes.map(({ node, server, client }): PlanNode => {
    const share = ownShare({ node, server, client }, families);
    return {
      name: node.name,
      role: node.role,
      zone: node.zone,
      address: of(node.address, `node ${node.name}`),
      ...(share && { podCidr: share, podGateway: mapFamilies(share, (cidr) => cidr.at(1)) }),
      ...(node.podBlocks && { podBlocks: node.podBlocks.filter(({ family }) => families.includes(family)) }),
      pods: [server, client].map((address, i) => ({
        name: podName(node.name, i),
        address: of(address, `the probes' pod on ${node.name}`),
      })),
    };
  });
  return {
    name,
    families,
    underlayMtu,
    fabricMtu: underlayMtu,
    ...(facts.cniSettings && { cniSettings: facts.cniSettings }),
    podCidr,
    serviceCidr,
    seen: seenRanges(facts, podCidr),
    zones,
    ...(facts.podRoutes && { podRoutes: true }),
    nodes: planNodes,
    apiEndpoint: { address: primary(planNodes[0]!.address), port: 6443 },
    dnsService: perFamily(
      families,
      (family) => facts.dnsService?.[family] ?? (serviceCidr[family] ?? primary(serviceCidr)).at(10),
    ),
    capacity: capacityOf(
      planNodes,
      nodes.some(({ node }) => node.byBlocks),
      planned(facts, podCidr) ? podCidr : undefined,
      zones,
    ),
  };
}

/** Whether the pod network is the plan's. */
const planned = (facts: ClusterPlanInput, podCidr: PerFamily<Cidr>) =>
  familiesOf(podCidr).every((family) => facts.podCidr?.[family] === podCidr[family]);

/** The API says no subnet of the nodes. */
function seenRanges(facts: ClusterPlanInput, podCidr: PerFamily<Cidr>): RangeField[] {
  return [
    ...(planned(facts, podCidr) ? [] : (['podCidr'] as const)),
    ...(facts.serviceCidr ? [] : (['serviceCidr'] as const)),
    'nodeCidr',
  ];
}

function complete(
  values: Partial<PerFamily<Address>>,
  families: readonly Family[],
  who: string,
): PerFamily<Address> {
  return perFamily(families, (family) => {
    const value = values[family];
    if (value) return value;
    throw new TargetError(
      `${who} has no ${family} address in the API`,
      'See `kubectl get nodes,pods -o wide --all-namespaces`',
    );
  });
}

/** How many shares there are follows from a pod network that is known alone; of node networks none is. Blocks may be added. */
function capacityOf(
  nodes: readonly PlanNode[],
  byBlocks: boolean,
  podCidr: PerFamily<Cidr> | undefined,
  zones: readonly PlanZone[],
): Plan['capacity'] {
  const shares = byBlocks ? [] : nodes.flatMap((node) => (node.podCidr ? [primary(node.podCidr)] : []));
  const longest = largest(shares.map(({ prefix }) => prefix));
  return {
    ...(podCidr &&
      shares.length > 0 && {
        nodeShares: { used: shares.length, total: Number(primary(podCidr).sliceCount(longest)) },
      }),
    ...(shares.length > 0 && { podsPerNode: Math.max(0, podRoom(longest, shares[0]!.family)) }),
    nodeAddresses: Object.fromEntries(
      zones.map(({ name }) => [name, { used: nodes.filter(({ zone }) => zone === name).length }]),
    ),
  };
}
