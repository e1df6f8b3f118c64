import { networkInterfaces } from 'node:os';
import type { Family } from '../net';
import type { ProbeEndpoint } from './endpoint';
import type { Observation, SizeObservation } from './observation';
import { paced } from './pace';
import { pathMtu } from './path-mtu';
import { probePort } from './protocol';
import { type ProbeServer, serve } from './server';
import { tcpProbe } from './tcp-probe';
import { type Patience, UdpClient } from './udp-client';

/** One exchange to try: endpoints by their place in the list. */
export interface Probe {
  readonly from: number;
  readonly to: number;
  readonly family: Family;
  /** `mtu` looks for the largest packet that arrives, starting with `bytes`. */
  readonly kind: 'tcp' | 'udp' | 'mtu';
  /** Size of the IP packet; TCP chooses its own. @default the smallest, of mtu 1500 */
  readonly bytes?: number;
}

/**
 * How long a TCP connection may take, in milliseconds: the kernel sends a lost SYN, and a lost ARP request, again after
 * 1 s (RFC 6298 §2, neigh/retrans_time_ms), and one loss on a busy machine is no verdict on a network.
 */
export const tcpTimeoutMs = 1500;
/** A lost datagram is sent once more, in the same time. */
export const udpPatience: Patience = { tries: 2, waitMs: 750 };

/** Servers and clients of all endpoints in one process. */
export class Prober {
  private servers: ProbeServer[] = [];
  private readonly clients = new Map<string, UdpClient>();

  constructor(private readonly endpoints: readonly ProbeEndpoint[]) {}

  /**
   * Starts the endpoints' servers. One that cannot listen is silent, and its probes fail as they should.
   * @param serves which endpoints, by their place in the list; others may be served by somebody else
   */
  async listen(serves: (endpoint: number) => boolean = () => true): Promise<void> {
    this.servers = await Promise.all(
      this.endpoints
        .filter((_, index) => serves(index))
        .flatMap((endpoint) =>
          (Object.keys(endpoint.address) as Family[]).map((family) => serve(endpoint, family)),
        ),
    );
  }

  /** Runs all probes; in their order. */
  async run(probes: readonly Probe[]): Promise<(Observation | SizeObservation)[]> {
    const results: (Observation | SizeObservation)[] = new Array(probes.length);
    await paced(probes, async (probe, index) => {
      results[index] = await this.probe(probe).catch((error: Error) => ({
        reachable: false,
        error: error.message,
      }));
    });
    return results;
  }

  /** The addresses that each endpoint's namespace really has, loopback's left out. */
  addresses(): string[][] {
    return this.endpoints.map((endpoint) =>
      endpoint.enter(() =>
        Object.values(networkInterfaces())
          .flatMap((list) => list ?? [])
          .filter(({ internal }) => !internal)
          .map(({ address }) => address),
      ),
    );
  }

  close(): void {
    for (const server of this.servers) server.close();
    for (const client of this.clients.values()) client.close();
  }

  private async probe({ from, to, family, kind, bytes }: Probe): Promise<Observation | SizeObservation> {
    const sender = this.endpoints[from]!;
    const { id, address } = this.endpoints[to]!;
    const target = { id, family, address: address[family]!, port: probePort };
    if (kind === 'tcp') return tcpProbe(sender, target.address, probePort, tcpTimeoutMs);
    const client = this.client(sender, family);
    return kind === 'udp'
      ? client.probe(target.address, probePort, udpPatience, bytes)
      : pathMtu(client, target, bytes ?? 1500);
  }

  private client(endpoint: ProbeEndpoint, family: Family): UdpClient {
    const key = `${endpoint.id} ${family}`;
    const client = this.clients.get(key) ?? new UdpClient(endpoint, family);
    this.clients.set(key, client);
    return client;
  }
}
