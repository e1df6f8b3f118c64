import { groupBy } from '../base/lists';
import type { Datapath, Endpoint } from '../datapath';
import type { Family } from '../net';
import type { Check } from './check';
import { insiders } from './pairs';

/** Every endpoint has its own address, which lies in its node's range and is nobody else's. */
export function addressChecks(datapath: Datapath, family: Family): Check[] {
  const endpoints = insiders(datapath.endpoints);
  const owners = groupBy(endpoints, ({ address }) => `${address[family]}`);
  const down = downLinks(datapath);
  return endpoints.map((endpoint) => {
    const { id, address, within } = endpoint;
    const others = owners.get(`${address[family]}`)!.flatMap((other) => (other.id === id ? [] : [other.id]));
    const cut = cutOff(datapath, endpoint, family, down);
    return {
      id: 'address/unique',
      requirement: 0,
      from: id,
      to: id,
      family,
      required: { within: `${within[family]}` },
      predicted: {
        source: `${address[family]}`,
        alsoOn: others,
        ...(cut ? { reachable: false, reason: cut } : {}),
      },
    };
  });
}

/** Links that are down, and the other ends of their cables, by host and name; with the link that is to blame. */
function downLinks({ hosts }: Datapath): Map<string, string> {
  const down = new Map<string, string>();
  for (const host of hosts)
    for (const link of host.links) {
      if (link.up !== false) continue;
      const reason = `${link.name} of ${host.name} is down`;
      down.set(`${host.name} ${link.name}`, reason);
      if (link.type === 'veth') down.set(`${link.peer.host} ${link.peer.link}`, reason);
    }
  return down;
}

/** Why the endpoint's link carries nothing, so that its address is as good as not there. */
function cutOff(
  { hosts }: Datapath,
  { host, address }: Endpoint,
  family: Family,
  down: ReadonlyMap<string, string>,
): string | undefined {
  if (down.size === 0) return undefined;
  const link = hosts
    .find(({ name }) => name === host)!
    .links.find(({ addresses }) => addresses.some((entry) => `${entry.address}` === `${address[family]}`));
  return link && down.get(`${host} ${link.name}`);
}
