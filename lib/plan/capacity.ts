import { addressBits, type Cidr, type Family } from '../net';
import { areGiven } from './given/given-node';
import { nodePositions } from './node-position';
import type { Capacity } from './plan';
import type { Problem } from './problem';
import { specFamilies, twinOf } from './spec-families';
import type { TestbedSpec } from './testbed-spec';

/** Addresses of a node's share that no pod gets: its base, the bridge's, the broadcast address. */
const notForPods = 3;

/** What is counted no further: more than a number holds exactly, and than anyone runs out of. */
export const uncountable = Number.MAX_SAFE_INTEGER;

/** kubeadm and the node IPAM controller allow at most 16 bits between the two prefix lengths. */
const mostShareBits = 16;

/** Prefix lengths that a service network may have. */
const servicePrefixes: Readonly<Record<Family, { readonly least: number; readonly most: number }>> = {
  ipv4: { least: 12, most: 28 },
  ipv6: { least: 108, most: 124 },
};

/** Fields that say how many nodes there are. */
const nodeCounts = ['controlPlanes', 'workers', 'nodes'];

/** How much of the ranges is used, and what they have room for, in the primary family. */
export function capacityOf(spec: TestbedSpec): Required<Capacity> {
  const used = nodesPerZone(spec);
  const [family = 'ipv4'] = specFamilies(spec);
  const twin = twinOf(family);
  const prefix = spec[`podPrefix${twin}`];
  return {
    nodeShares: {
      used: spec.controlPlanes + spec.workers,
      total: countable(spec[`podCidr${twin}`].sliceCount(prefix)),
    },
    podsPerNode: podRoom(prefix, family),
    nodeAddresses: Object.fromEntries(
      spec.zones.map((zone, i) => [
        zone.name,
        { used: used[i] ?? 0, total: nodeRoom(zone[`nodeCidr${twin}`], firstHost(spec)) },
      ]),
    ),
  };
}

/** Pods that fit in a share of that prefix length. */
export function podRoom(prefix: number, family: Family = 'ipv4'): number {
  return Math.min(2 ** (addressBits(family) - prefix) - notForPods, uncountable);
}

/** Everything that asks for more room than its range has. */
export function capacityProblems(spec: TestbedSpec): Problem[] {
  return specFamilies(spec).flatMap((family) => {
    const twin = twinOf(family);
    const [podPrefix, podCidr, serviceCidr] = [
      `podPrefix${twin}` as const,
      `podCidr${twin}` as const,
      `serviceCidr${twin}` as const,
    ];
    return [
      ...(spec.ipam === 'kubernetes'
        ? shareProblems(spec, podPrefix, spec[podPrefix], podCidr, spec[podCidr])
        : []),
      ...zoneProblems(spec, `nodeCidr${twin}`),
      ...serviceProblems(serviceCidr, spec[serviceCidr]),
    ];
  });
}

function shareProblems(
  spec: TestbedSpec,
  field: string,
  prefix: number,
  whole: string,
  cidr: Cidr,
): Problem[] {
  const nodes = spec.controlPlanes + spec.workers;
  const shares = cidr.sliceCount(prefix);
  const room = (1n << BigInt(addressBits(cidr.family) - prefix)) - BigInt(notForPods);
  const problems: Problem[] = [];
  if (prefix - cidr.prefix > mostShareBits)
    problems.push({
      code: 'prefix-difference',
      field,
      value: `${prefix}`,
      rule: `it may be at most ${mostShareBits} longer than ${whole}'s /${cidr.prefix} (kubeadm's rule)`,
      remedy: `Use a ${field} up to ${cidr.prefix + mostShareBits} or a smaller ${whole}`,
      restsOn: [whole],
    });
  if (shares < BigInt(nodes))
    problems.push({
      code: 'too-few-shares',
      field: whole,
      value: `"${cidr}"`,
      rule: `${nodes} nodes with a /${prefix} each need more than its ${shares} shares`,
      remedy: remedyForShares(cidr, prefix, nodes, field, whole),
      restsOn: [...nodeCounts, field],
    });
  if (room < BigInt(spec.podsPerNode))
    problems.push({
      code: 'too-small-share',
      field: 'podsPerNode',
      value: `${spec.podsPerNode}`,
      rule: `a /${prefix} has room for ${room < 0n ? 0n : room} pods`,
      remedy: `Lower podsPerNode or use a shorter ${field}`,
      restsOn: [field],
    });
  return problems;
}

function remedyForShares(cidr: Cidr, prefix: number, nodes: number, field: string, whole: string): string {
  const bits = Math.ceil(Math.log2(nodes));
  const longest = addressBits(cidr.family) - 2; // a share with room for one pod
  const narrower = cidr.prefix + bits > longest ? '' : `, or a ${field} of ${cidr.prefix + bits} or longer`;
  return `Use a ${whole} of /${Math.max(prefix - bits, 1)} or shorter${narrower}`;
}

function zoneProblems(spec: TestbedSpec, part: 'nodeCidr' | 'nodeCidrIPv6'): Problem[] {
  if (areGiven(spec.nodes)) return []; // none has an address that its network lacks
  const used = nodesPerZone(spec);
  return spec.zones.flatMap((zone, i): Problem[] => {
    const total = nodeRoom(zone[part], spec.firstNodeHost);
    const needed = used[i] ?? 0;
    if (needed <= total) return [];
    return [
      {
        code: 'too-few-addresses',
        field: `zones[${i}].${part}`,
        value: `"${zone[part]}"`,
        rule: `${needed} nodes from position ${spec.firstNodeHost} on need more than its ${Math.max(0, total)} addresses`,
        remedy: 'Use a shorter prefix, more zones, fewer nodes or a lower firstNodeHost',
        restsOn: [...nodeCounts, 'firstNodeHost'],
      },
    ];
  });
}

/** Kubernetes' own limits (kube-apiserver's validation), and room for the DNS service at the tenth address. */
function serviceProblems(field: string, cidr: Cidr): Problem[] {
  const { least, most } = servicePrefixes[cidr.family];
  if (cidr.prefix >= least && cidr.prefix <= most) return [];
  return [
    {
      code: 'service-prefix',
      field,
      value: `"${cidr}"`,
      rule: `a service network is between /${least} and /${most}`,
      remedy: 'Choose a prefix length within the limits',
    },
  ];
}

function nodesPerZone(spec: TestbedSpec): number[] {
  const used = spec.zones.map(() => 0);
  for (const { zone } of nodePositions(spec)) if (zone >= 0) used[zone] = (used[zone] ?? 0) + 1;
  return used;
}

/** The first place in a zone's range that a node may have; the gateway has the one before, where nodes have given addresses. */
const firstHost = ({ nodes, firstNodeHost }: TestbedSpec) => (areGiven(nodes) ? 2 : firstNodeHost);

/** Node addresses of a subnet: from `first` to the one before the broadcast address. */
function nodeRoom(cidr: Cidr, first: number): number {
  return countable(cidr.size - 1n - BigInt(first));
}

/** A count for people: bounded where IPv6 ranges pass what a number holds exactly. */
function countable(count: bigint): number {
  return Number(count > uncountable ? uncountable : count);
}
