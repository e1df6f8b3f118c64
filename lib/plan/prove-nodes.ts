import { required } from '../base/required';
import { type Address, type Cidr, inFamily, type PerFamily } from '../net';
import { podRangesOf } from './node-share';
import type { PlanNode, PlanZone } from './plan';

/**
 * Proves what the computation promises, independently of how it was computed: nodes' ranges lie in the pod network and
 * share no address, node addresses are unique, inside their zone and not its gateway's.
 * @throws Error where it does not hold: that is a bug in the computation, not in the spec
 */
export function proveNodes(
  nodes: readonly PlanNode[],
  zones: readonly PlanZone[],
  podCidr: PerFamily<Cidr>,
): void {
  const zoneOf = new Map(zones.map((zone) => [zone.name, zone]));
  for (const family of ['ipv4', 'ipv6'] as const) {
    if (!podCidr[family]) continue;
    proveShares(
      nodes.flatMap((node) => podRangesOf(node, family).map((cidr) => ({ name: node.name, cidr }))),
      podCidr[family],
    );
    proveUnique(
      nodes.flatMap((node) => [
        { name: `node ${node.name}`, address: inFamily(node.address, family) },
        ...node.pods.map((pod) => ({ name: `pod ${pod.name}`, address: inFamily(pod.address, family) })),
      ]),
    );
    for (const node of nodes) {
      const zone = required(zoneOf.get(node.zone), `zone ${node.zone}`);
      const address = inFamily(node.address, family);
      claim(
        inFamily(zone.nodeCidr, family).contains(address),
        () => `node ${node.name} (${address}) is outside zone ${zone.name}`,
      );
      claim(
        !inFamily(zone.gateway, family).equals(address),
        () => `node ${node.name} has the gateway's address ${address}`,
      );
      for (const pod of node.pods)
        claim(
          podRangesOf(node, family).some((range) => range.contains(inFamily(pod.address, family))),
          () => `pod ${pod.name} is outside its node's ranges`,
        );
    }
  }
}

function proveShares(shares: { name: string; cidr: Cidr }[], whole: Cidr): void {
  const sorted = shares.sort((a, b) => (a.cidr.first < b.cidr.first ? -1 : 1));
  sorted.forEach(({ name, cidr }, i) => {
    claim(whole.contains(cidr), () => `the range ${cidr} of ${name} is outside ${whole}`);
    const next = sorted[i + 1];
    claim(!next || !cidr.overlaps(next.cidr), () => `the ranges of ${name} and ${next?.name} overlap`);
  });
}

/** Sorted neighbours, not a Map: V8 hashes a bigint by its low bits only, and IPv6 pods share those. */
function proveUnique(owners: { name: string; address: Address }[]): void {
  const sorted = owners.sort((a, b) => (a.address.value < b.address.value ? -1 : 1));
  sorted.forEach(({ name, address }, i) => {
    const next = sorted[i + 1];
    claim(!next?.address.equals(address), () => `${name} and ${next?.name} both have ${address}`);
  });
}

function claim(holds: boolean, otherwise: () => string): void {
  if (!holds) throw new Error(`address plan: ${otherwise()}`);
}
