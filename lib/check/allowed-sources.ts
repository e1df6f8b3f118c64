import type { Endpoint } from '../datapath';
import { Address, Cidr, type Family } from '../net';
import type { Testbed } from '../testbed';
import type { Required } from './check';

/** Which source addresses a receiver may see of a sender, given the one that the CNI's state would show. */
export type AllowedSources = (
  from: Endpoint,
  to: Endpoint,
  family: Family,
  meant: Address | undefined,
) => Required['sources'];

/**
 * Pods must be seen as who they are. Of nodes Kubernetes says nothing: what the CNI's own state shows must be seen. Where
 * that is an address which the CNI's agent chose, any address of that node will do: of its share, or its own.
 */
export function allowedSources({ datapath, fault, plan }: Testbed): AllowedSources {
  const { hosts } = fault?.intended ?? datapath;
  const chosen = new Map(
    hosts.map(({ name, links }) => [
      name,
      new Set(
        links.flatMap(({ addresses }) =>
          addresses.flatMap((entry) => (entry.chosen ? [`${entry.address}`] : [])),
        ),
      ),
    ]),
  );
  const shares = new Map(plan.nodes.map(({ name, podCidr }) => [name, podCidr]));
  return (from, to, family, meant) => {
    if (from.kind === 'pod' && to.kind === 'pod') return [`${from.address[family]}`];
    if (!meant) return undefined;
    const isChosen = from.kind === 'node' && chosen.get(from.host)?.has(`${meant}`);
    return isChosen ? [`${shares.get(from.node)![family]}`, `${from.address[family]}`] : [`${meant}`];
  };
}

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
