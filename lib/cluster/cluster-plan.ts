/** A plan from what a cluster has: the nodes' addresses and shares as the API says, the pods as they came up. */

import { smallest } from '../base/lists';
import { TargetError } from '../base/target-error';
import {
  type Address,
  addressBits,
  Cidr,
  type Family,
  inFamily,
  type PerFamily,
  perFamily,
  podName,
  primary,
} from '../net';
import { type Plan, type PlanNode, type PlanZone, sharesOf } from '../plan';
import type { ClusterNode } from './cluster-node';

/** A node with its two pods of the probes: one serves, one asks. */
export interface ProbedNode {
  readonly node: ClusterNode;
  readonly server: Partial<PerFamily<Address>>;
  readonly client: Partial<PerFamily<Address>>;
}

/** What a plan of a running cluster is made from. */
export interface ClusterPlanInput {
  readonly name: string;
  readonly nodes: readonly ProbedNode[];
  /** The planned pod network, where there is a plan; else it is taken to be no wider than what is seen of it. */
  readonly podCidr?: PerFamily<Cidr>;
  readonly serviceCidr: PerFamily<Cidr>;
  /** Name server that the pods are given. @default the usual one of the service range */
  readonly dnsService?: Partial<PerFamily<Address>>;
  readonly underlayMtu: number;
  /** Whether the router between the zones knows the nodes' shares; only a plan can say so. */
  readonly podRoutes?: boolean;
}

/** A subnet's prefix length is not in the API: at least this wide. */
const narrowest: Readonly<Record<Family, number>> = { ipv4: 24, ipv6: 64 };

/** @throws TargetError where a node or pod lacks an address */
export function clusterPlan(facts: ClusterPlanInput): Plan {
  const { name, nodes, serviceCidr, underlayMtu } = facts;
  const families = familiesOf(nodes);
  const of = (values: Partial<PerFamily<Address>>, who: string) => complete(values, families, who);
  const podCidr = perFamily(families, (family) => podNetwork(facts, family));
  const zones = zonesOf(nodes, families);
  const planNodes = nodes.map(({ node, server, client }): PlanNode => {
    const share = shareOf({ node, server, client }, podCidr, families);
    return {
      name: node.name,
      role: node.role,
      zone: node.zone,
      address: of(node.address, `node ${node.name}`),
      podCidr: share,
      podGateway: perFamily(families, (family) => inFamily(share, family).at(1)),
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
    podCidr,
    serviceCidr,
    zones,
    ...(facts.podRoutes && { podRoutes: true }),
    nodes: planNodes,
    apiEndpoint: { address: primary(planNodes[0]!.address), port: 6443 },
    dnsService: perFamily(
      families,
      (family) => facts.dnsService?.[family] ?? (serviceCidr[family] ?? primary(serviceCidr)).at(10),
    ),
    capacity: capacityOf(planNodes, zones),
  };
}

function podNetwork({ nodes, podCidr: planned }: ClusterPlanInput, family: Family): Cidr {
  const parts = nodes.flatMap(({ node, server, client }) => [
    node.podCidr[family],
    server[family],
    client[family],
  ]);
  const seen = cover(family, parts);
  return planned?.[family]?.contains(seen) ? planned[family] : seen;
}

/** Whether each pod is in its node's share: some CNIs hand out addresses by themselves. */
export function podsInShares(nodes: readonly ProbedNode[]): boolean {
  return nodes.every(({ node, server, client }) =>
    [server, client].every((pod) =>
      (['ipv4', 'ipv6'] as const).every(
        (family) => !pod[family] || node.podCidr[family]?.contains(pod[family]),
      ),
    ),
  );
}

/** Where the CNI does not go by the node's share, all that can be said is that the pod is in the pod network. */
function shareOf(probed: ProbedNode, podCidr: PerFamily<Cidr>, families: readonly Family[]): PerFamily<Cidr> {
  const own = podsInShares([probed]);
  return perFamily(
    families,
    (family) => (own ? probed.node.podCidr[family] : undefined) ?? inFamily(podCidr, family),
  );
}

/** A family counts where every pod has it. IPv4 must be one: the results' plan has no IPv6 alone. */
function familiesOf(nodes: readonly ProbedNode[]): Family[] {
  const has = (family: Family) => nodes.every(({ server, node }) => server[family] && node.address[family]);
  if (!has('ipv4'))
    throw new TargetError(
      'not every node and pod of the cluster has an IPv4 address',
      'Use a cluster with IPv4 or with both families; IPv6 alone is not supported yet',
    );
  return has('ipv6') ? ['ipv4', 'ipv6'] : ['ipv4'];
}

function zonesOf(nodes: readonly ProbedNode[], families: readonly Family[]): PlanZone[] {
  const names = [...new Set(nodes.map(({ node }) => node.zone))].sort();
  return names.map((name) => {
    const members = nodes.filter(({ node }) => node.zone === name);
    const nodeCidr = perFamily(families, (family) => {
      const around = cover(
        family,
        members.map(({ node }) => node.address[family]),
      );
      return Cidr.around(around.at(0), Math.min(around.prefix, narrowest[family]));
    });
    return { name, nodeCidr, gateway: perFamily(families, (family) => inFamily(nodeCidr, family).at(1)) };
  });
}

/** The smallest range that holds them all. */
export function cover(family: Family, parts: readonly (Address | Cidr | undefined)[]): Cidr {
  const there = parts.filter((part) => part !== undefined);
  const first = there[0]!;
  let range = first instanceof Cidr ? first : new Cidr(family, first.value, addressBits(family));
  for (const part of there)
    while (!range.contains(part)) range = new Cidr(family, range.first, range.prefix - 1);
  return range;
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

/** What is left is not known from the API; what is used is. */
function capacityOf(nodes: readonly PlanNode[], zones: readonly PlanZone[]): Plan['capacity'] {
  return {
    nodeShares: { used: nodes.length, total: nodes.length },
    podsPerNode: Math.max(0, smallest(nodes.map((node) => Number(primary(sharesOf(node)).size) - 2))),
    nodeAddresses: Object.fromEntries(
      zones.map(({ name, nodeCidr }) => [
        name,
        { used: nodes.filter(({ zone }) => zone === name).length, total: Number(primary(nodeCidr).size) - 2 },
      ]),
    ),
  };
}
