import type { Datapath } from '../../datapath';
import { isLinkLocal } from '../../net';
import type { ReadHosts } from '../real/wires';
import type { Difference } from './difference';
import type { Noise } from './noise';

/** What differs on any machine, whichever CNI it has. */
export function generalNoise(computed: Datapath, read: ReadHosts): Noise[] {
  const cables = cablesOfOthers(computed, read);
  const isOthers = (host: string, link: string | undefined) => cables.has(`${host} ${link}`);
  return [
    {
      reason: "a setting of the machine's own",
      is: ({ kind }) => kind === 'sysctl',
    },
    {
      reason: 'asked for on the wire where there is no entry',
      is: (one) => one.kind === 'neighbour' && one.change === 'missing' && asks(computed, one),
    },
    {
      reason: 'the cable of a pod that no check asks',
      is: (one) => one.kind === 'link' && one.change === 'extra' && isOthers(one.host, one.key),
    },
    {
      reason: 'the route to a pod that no check asks',
      is: (one) =>
        one.kind === 'route' &&
        one.change === 'extra' &&
        one.real?.destination.size === 1n &&
        isOthers(one.host, one.real.link),
    },
  ];
}

/** Nodes' cables that no computed pod has: those with an address of their own lead elsewhere. */
function cablesOfOthers(computed: Datapath, read: ReadHosts): ReadonlySet<string> {
  return new Set(
    computed.hosts.flatMap(({ name, role, links }) => {
      if (role !== 'node') return [];
      const known = new Set(links.map((link) => link.name));
      return (read.get(name)?.links ?? [])
        .filter(
          ({ name: link, kind, addresses }) =>
            kind === 'veth' && !known.has(link) && addresses.every(({ address }) => isLinkLocal(address)),
        )
        .map((link) => `${name} ${link.name}`);
    }),
  );
}

/** Whether the device resolves neighbours by itself. */
function asks({ hosts }: Datapath, { host, computed }: Difference & { kind: 'neighbour' }): boolean {
  const link = hosts
    .find(({ name }) => name === host)
    ?.links.find(({ name }) => name === (computed as { link?: string } | undefined)?.link);
  return (link?.type === 'veth' || link?.type === 'bridge') && link.arp !== false;
}
