import { addTo } from '../base/lists';
import type { Endpoint } from '../datapath';
import { Address, Cidr, type Family } from '../net';
import type { Testbed } from '../testbed';
import type { Required } from './check';
import type { ClusterUnderTest } from './cluster-under-test';

/** Which source addresses a receiver may see of a sender, given the one that the CNI's state would show. */
export type AllowedSources = (
  from: Endpoint,
  to: Endpoint,
  family: Family,
  meant: Address | undefined,
) => Required['sources'];

/**
 * Pods must be seen as who they are by other pods, and may be by nodes. Of nodes Kubernetes says nothing: any address of
 * the node will do, whichever route chose it, and what the CNI's own state shows. Where the CNI's agent chose an address,
 * any one of the node's share will do.
 */
export function allowedSources(testbed: Testbed, cluster?: ClusterUnderTest): AllowedSources {
  const own = ownAddresses(testbed, cluster);
  const chosen = chosenAddresses(testbed);
  const shares = new Map(testbed.plan.nodes.map(({ name, podCidr }) => [name, podCidr]));
  return (from, to, family, meant) => {
    const self = `${from.address[family]}`;
    if (from.kind === 'pod' && to.kind === 'pod') return [self];
    if (!meant) return undefined;
    if (from.kind === 'pod') return distinct([self, `${meant}`]);
    const share = chosen.get(from.host)?.has(`${meant}`) ? shares.get(from.node)?.[family] : undefined;
    const others = [self, ...(own.get(`${from.host} ${family}`) ?? [])];
    return share
      ? distinct([`${share}`, ...others.filter((one) => !share.contains(Address.parse(one)))])
      : distinct([`${meant}`, ...others]);
  };
}

/** All addresses of each node by name and family, as the CNI means it, and as its Jobs saw them. */
function ownAddresses(
  { datapath, fault }: Testbed,
  cluster?: ClusterUnderTest,
): ReadonlyMap<string, readonly string[]> {
  const own = new Map<string, string[]>();
  const add = (node: string, address: Address) => addTo(own, `${node} ${address.family}`, `${address}`);
  for (const { name, role, links } of (fault?.intended ?? datapath).hosts)
    if (role === 'node')
      for (const link of links) for (const { address } of link.addresses) add(name, address);
  for (const [node, addresses] of cluster?.nodeAddresses ?? [])
    for (const address of addresses) add(node, address);
  return own;
}

/** Addresses that the CNI's agents chose, by host. */
function chosenAddresses({ datapath, fault }: Testbed): ReadonlyMap<string, ReadonlySet<string>> {
  const { hosts } = fault?.intended ?? datapath;
  return new Map(
    hosts.map(({ name, links }) => {
      const entries = links.flatMap(({ addresses }) => addresses);
      return [name, new Set(entries.flatMap(({ chosen, address }) => (chosen ? [`${address}`] : [])))];
    }),
  );
}

const distinct = (list: readonly string[]) => [...new Set(list)];

/** Whether a source that was seen is one of those. */
export function isAllowed(source: string | undefined, allowed: readonly string[]): boolean {
  if (source === undefined) return false;
  return allowed.some((one) => (one.includes('/') ? contains(one, source) : one === source));
}

function contains(range: string, source: string): boolean {
  try {
    return Cidr.parse(range).contains(Address.parse(source));
  } catch {
    return false; // whoever answers may say anything
  }
}
