/** Ranges of a cluster that its API does not say, as far as its addresses tell them. */
import { type Address, addressBits, Cidr, type Family, inFamily, type PerFamily, perFamily } from '../net';
import type { PlanZone } from '../plan';
import { type ProbedNode, podsInShares, rangesOf } from './probed-node';

/** A subnet's prefix length is not in the API: at least this wide. */
const narrowest: Readonly<Record<Family, number>> = { ipv4: 24, ipv6: 64 };

/** What the pod network may be, wider than what is seen of it. */
export interface PodNetworkFacts {
  readonly nodes: readonly ProbedNode[];
  /** The planned pod network, where there is a plan. */
  readonly podCidr?: PerFamily<Cidr>;
  /** The pod network as the machines have it, around what was seen of it. @default not known: no wider than what is seen */
  readonly podNetworkAround?: (seen: Cidr) => Cidr | undefined;
}

/** The planned pod network where that holds what was seen of it, shares that pods go by, and the pods; else the machines'. */
export function podNetwork({ nodes, podCidr, podNetworkAround }: PodNetworkFacts, family: Family): Cidr {
  const parts = nodes.flatMap((probed) => [
    ...(podsInShares([probed]) ? rangesOf(probed.node, family) : []),
    probed.server[family],
    probed.client[family],
  ]);
  const seen = cover(family, parts);
  const planned = podCidr?.[family];
  return planned?.contains(seen) ? planned : (podNetworkAround?.(seen) ?? seen);
}

/** The zones' subnets, around their nodes. */
export function zonesOf(nodes: readonly ProbedNode[], families: readonly Family[]): PlanZone[] {
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
