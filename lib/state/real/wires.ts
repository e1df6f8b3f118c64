import { addTo } from '../../base/lists';
import type { Datapath } from '../../datapath';
import type { ReadHost, ReadLink } from '../read/read-host';

/** One end of a cable. */
export interface CableEnd {
  readonly host: string;
  readonly link: string;
}

/** A namespace that was read, with its host's name in the datapath. */
export type ReadHosts = ReadonlyMap<string, ReadHost>;

/**
 * Who is at the other end of each cable: two ends name one another by their numbers. Numbers are a namespace's own, so
 * several ends can fit: the one that the computed state has comes first, and a pod's cable stays on its node. An end that leads to a host that was not read is
 * assumed to be as computed.
 */
export class Wires {
  private readonly byNumbers = new Map<string, CableEnd[]>();
  private readonly computed = new Map<string, CableEnd>();
  /** The nodes that pods are on, by their hosts. */
  private readonly nodes: ReadonlyMap<string, string>;

  constructor(
    private readonly read: ReadHosts,
    computed: Datapath,
  ) {
    this.nodes = new Map(
      computed.endpoints.filter(({ kind }) => kind === 'pod').map(({ host, node }) => [host, node]),
    );
    for (const { name, links } of computed.hosts)
      for (const link of links)
        if (link.type === 'veth') this.computed.set(`${name} ${link.name}`, link.peer);
    for (const [host, { links }] of read)
      for (const { name: link, index, peer } of links)
        if (peer) addTo(this.byNumbers, `${index} ${peer.index}`, { host, link });
  }

  /** The other end; undefined where nobody has it. Of a host that was not read the cables are assumed to be as computed. */
  peerOf(host: string, { name, index, peer }: ReadLink): CableEnd | undefined {
    const meant = this.meant(host, name);
    if (!peer || (meant && !this.read.has(meant.host))) return meant;
    const found = (this.byNumbers.get(`${peer.index} ${index}`) ?? []).filter(
      (end) => (end.host !== host || end.link !== name) && this.mayMeet(host, end.host),
    );
    return found.find((end) => end.host === meant?.host && end.link === meant.link) ?? found[0];
  }

  private mayMeet(one: string, other: string): boolean {
    const [here, there] = [this.nodes.get(one), this.nodes.get(other)];
    if (here === undefined && there === undefined) return true;
    return (here ?? one) === (there ?? other);
  }

  /** The other end as it was computed. */
  meant(host: string, link: string): CableEnd | undefined {
    return this.computed.get(`${host} ${link}`);
  }
}
