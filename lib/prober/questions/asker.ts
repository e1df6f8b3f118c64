import type { Family } from '../../net';
import { placeOf } from '../../net/endpoint-id';
import {
  type Observation,
  type ProbeEndpoint,
  pathMtu,
  type SizeObservation,
  tcpProbe,
  tcpTimeoutMs,
  tlsProbe,
  type UdpClient,
  UdpClients,
  udpPatience,
} from '..';
import { UncutClient } from './fragments';
import type { NetworkInterface } from './report';

/** Asks from the place that this program runs at: the lab's own probes, over plain sockets. */
export class Asker {
  private readonly clients = new UdpClients();
  /** The last size that was found, by family and kind of target: most of a kind are alike, so it saves tries. */
  private readonly sizes = new Map<string, number>();

  constructor(
    private readonly self: ProbeEndpoint,
    private readonly interfaces: readonly NetworkInterface[],
  ) {}

  /** @param fresh whether UDP asks from a socket of its own, as TCP always does */
  async ask(
    protocol: 'tcp' | 'udp',
    family: Family,
    address: string,
    port: number,
    fresh = false,
  ): Promise<Observation> {
    if (protocol === 'tcp') return tcpProbe(this.self, address, port, tcpTimeoutMs);
    const question = (client: UdpClient) => client.probe(address, port, udpPatience);
    return fresh
      ? this.clients.afresh(this.self, family, question)
      : question(await this.clients.get(this.self, family));
  }

  /** Whether somebody speaks TLS there. */
  shakesHands(address: string, port: number): Promise<Observation> {
    return tlsProbe(this.self, address, port, tcpTimeoutMs);
  }

  /** The largest packet that arrives. One at a time: the kernel's counts do not distinguish two. */
  async largest(family: Family, id: string, address: string, port: number): Promise<SizeObservation> {
    const client = new UncutClient(await this.clients.get(this.self, family), family);
    const kind = `${family} ${placeOf(id)?.kind ?? id}`;
    const hint = this.sizes.get(kind) ?? this.ownMtu(family);
    const found = await pathMtu(client, { id, family, address, port }, hint);
    if (found.bytes !== undefined) this.sizes.set(kind, found.bytes);
    return found;
  }

  close(): Promise<void> {
    return this.clients.close();
  }

  /** MTU of the interface that has this endpoint's address: where the search starts, no more. */
  private ownMtu(family: Family): number {
    const own = this.interfaces.find(({ addresses }) => addresses.includes(this.self.address[family]!));
    return own?.mtu ?? 1500;
  }
}
