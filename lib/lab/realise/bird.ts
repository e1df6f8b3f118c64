/** Real BGP: the configuration of a host's BIRD, made from its speaker. */

import { largest } from '../../base/lists';
import { renderFile } from '../../base/render';
import type { BgpNeighbour, BgpSpeaker, Host } from '../../datapath';

/** As the routes of the datapath have it. */
const birdProtocol = 'bird';

/** What to run in one namespace, and how to see that it is done. */
export interface BirdBatch {
  readonly config: string;
  /** Routes that the kernel has when every neighbour has announced its own, by family. */
  readonly routes: { readonly ipv4: number; readonly ipv6: number };
}

/** The host's BIRD; undefined where it runs none. */
export function birdBatch(host: Host): BirdBatch | undefined {
  if (!host.bgp) return undefined;
  const programmed = host.routes.filter(isBirds);
  const count = (family: string) =>
    programmed.filter(({ destination }) => destination.family === family).length;
  return {
    config: birdConfig(host.bgp, largest(programmed.map(({ metric }) => metric ?? 0))),
    routes: { ipv4: count('ipv4'), ipv6: count('ipv6') },
  };
}

/** Whether BIRD programs the route by itself. */
export function isBirds({ protocol }: Host['routes'][number]): boolean {
  return protocol === birdProtocol;
}

function birdConfig(speaker: BgpSpeaker, metric: number): string {
  const families = [...new Set(speaker.announces.map(({ family }) => family))];
  const channels = families.map((family) => {
    const own = speaker.announces.filter((range) => range.family === family);
    return renderFile('lab/realise/bird/channel.conf', {
      family,
      metric: `${metric}`,
      routes: own.map((range) => `  route ${range} blackhole;`).join('\n'),
    });
  });
  return renderFile('lab/realise/bird/bird.conf', {
    routerId: `${speaker.routerId}`,
    channels: channels.join('\n'),
    neighbours: speaker.neighbours.map((neighbour) => neighbourBlock(speaker, neighbour)).join('\n'),
  });
}

function neighbourBlock({ asn }: BgpSpeaker, { name, local, address, passive }: BgpNeighbour): string {
  return renderFile('lab/realise/bird/neighbour.conf', {
    name: name.replace(/\W/g, '_'),
    local: `${local}`,
    address: `${address}`,
    asn: `${asn}`,
    family: address.family,
    passive: passive ? 'passive on;' : '',
  });
}
