import type { Datapath, Host } from '../../datapath';
import type { Difference, EntryKind } from '../diff/difference';
import { kindsByName } from '../diff/kinds';
import type { DiffKind } from '../diff/kinds/kind';
import { certain } from './certain';

/**
 * The computed state with one difference in it, as if nothing else were other than computed, and chance let it act. A route
 * over a device that was not computed brings the device.
 */
export function withDifference(computed: Datapath, difference: Difference, real: Datapath): Datapath {
  const { computed: from, real: to } = certain(difference);
  const link = difference.kind === 'route' ? difference.real?.link : undefined;
  const there = link === undefined ? computed : withDevice(computed, real, difference.host, link);
  return edited(there, difference, from, to);
}

/** The real state without one difference, as if that alone were mended. */
export function withoutDifference(real: Datapath, difference: Difference): Datapath {
  return edited(real, difference, difference.real, difference.computed);
}

type Entry = Difference['computed'];

function edited(datapath: Datapath, difference: Difference, from: Entry, to: Entry): Datapath {
  const kind = kindsByName[difference.kind] as unknown as DiffKind<EntryKind>;
  const change = (host: Host) =>
    host.name === difference.host ? kind.replace(host, from ?? undefined, to ?? undefined) : host;
  return { ...datapath, hosts: datapath.hosts.map(change) };
}

/** With a device that one host really has, and what hangs on it except routes. */
function withDevice(computed: Datapath, real: Datapath, host: string, link: string): Datapath {
  const from = real.hosts.find(({ name }) => name === host);
  const added = from?.links.find(({ name }) => name === link);
  if (!from || !added) return computed;
  const isOfIt = (entry: { readonly link?: string }) => entry.link === link;
  const change = (one: Host): Host =>
    one.name !== host || one.links.some(({ name }) => name === link)
      ? one
      : {
          ...one,
          links: [...one.links, added],
          neighbours: [...one.neighbours, ...from.neighbours.filter(isOfIt)],
          forwarding: [...one.forwarding, ...from.forwarding.filter(isOfIt)],
        };
  return { ...computed, hosts: computed.hosts.map(change) };
}
