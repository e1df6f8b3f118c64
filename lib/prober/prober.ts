import { networkInterfaces } from 'node:os';
import type { Family } from '../net';
import { dnsPort, probePort } from '../net/protocol';
import { askForName, type NameObservation } from './dns/ask-for-name';
import { serveNames } from './dns/name-server';
import { type ProbeEndpoint, plainSockets } from './endpoint';
import type { Lack } from './failure';
import type { ProbeServer } from './listen';
import { localError } from './local-error';
import { notAsked, type Observation, type SizeObservation } from './observation';
import { defaultPace, type Pace, paced } from './pace';
import { pathMtu } from './path-mtu';
import { tcpTimeoutMs, udpPatience } from './patience';
import { serve } from './server';
import { tcpProbe } from './tcp-probe';
import type { UdpClient } from './udp-client';
import { UdpClients } from './udp-clients';

/** One exchange to try: endpoints by their place in the list. */
export interface Probe {
  readonly from: number;
  readonly to: number;
  readonly family: Family;
  /** `mtu` looks for the largest packet that arrives, starting with `bytes`. */
  readonly kind: 'tcp' | 'udp' | 'mtu';
  /** Size of the IP packet; TCP chooses its own. @default the smallest, of mtu 1500 */
  readonly bytes?: number;
  /**
   * Where to ask in place of the endpoint's own address and port. At a Service, whoever is behind it answers, and the sender
   * stands in for the endpoint. @default the endpoint itself
   */
  readonly at?: { readonly address: string; readonly port: number };
  /** Whether UDP asks from a socket, and so a port, of its own, as TCP always does. @default false: the sender's */
  readonly fresh?: boolean;
  /** How long to wait for an answer, in milliseconds, and ask once. @default tcpTimeoutMs, udpPatience */
  readonly waitMs?: number;
  /** Name to ask for there, in place of who answers. @default none */
  readonly name?: AskedName;
}

/** A name that a name server is asked for. */
export interface AskedName {
  /** Full name. */
  readonly name: string;
  /** Addresses that it is known to stand for, sorted. */
  readonly known: readonly string[];
}

/** What a probe came to. */
export type ProbeResult = Observation | SizeObservation | NameObservation;

/** A server that could not be started in a family. */
export interface ServerLack {
  readonly family: Family;
  readonly lack: Extract<Lack, { readonly code: 'no-server' }>;
}

/** Servers and clients of all endpoints in one process. */
export class Prober {
  private servers: ProbeServer[] = [];
  /** What the machine lacked for an endpoint's server: it is asked of nobody who may be led there. */
  readonly lacks: ServerLack[] = [];
  /** What the machine lacked for an endpoint's server; by place and family. */
  private readonly serverless = new Map<string, Lack>();
  private readonly clients = new UdpClients();

  constructor(
    private readonly endpoints: readonly ProbeEndpoint[],
    private readonly pace: Pace = defaultPace,
  ) {}

  /**
   * Starts the endpoints' servers. One whose address is not there is silent, and its probes fail as they should; one that
   * the machine has no room for is not asked.
   * @param serves which endpoints, by their place in the list; others may be served by somebody else
   */
  async listen(serves: (endpoint: number) => boolean = () => true): Promise<void> {
    const places = this.endpoints.flatMap((endpoint, index) =>
      serves(index)
        ? (Object.keys(endpoint.address) as Family[]).flatMap((family) =>
            portsOf(endpoint).map((port) => ({ endpoint, index, family, port })),
          )
        : [],
    );
    this.servers = await Promise.all(
      places.map(({ endpoint, family, port }) =>
        port === dnsPort
          ? serveNames(endpoint, family, endpoint.names ?? { known: {} })
          : serve(endpoint, family, port),
      ),
    );
    places.forEach(({ endpoint: { id, address }, index, family, port }, i) => {
      const error = this.servers[i]!.failure?.local;
      if (error === undefined) return;
      const where = { endpoint: id, address: address[family]!, port };
      const lack = { code: 'no-server', ...where, error } as const;
      if (port === probePort) this.serverless.set(`${index} ${family}`, lack);
      this.lacks.push({ family, lack });
    });
  }

  /** Runs all probes; in their order. @throws Error where asking itself is broken, which is no finding about a network */
  async run(probes: readonly Probe[]): Promise<ProbeResult[]> {
    const results: ProbeResult[] = new Array(probes.length);
    let broken: unknown;
    await paced(
      probes,
      async (probe, index) => {
        try {
          results[index] = await this.probe(probe);
        } catch (error) {
          const code = localError(error);
          if (code === undefined) broken ??= error;
          results[index] = notAsked({ code: code ?? 'broken' });
        }
      },
      this.pace,
    );
    if (broken !== undefined) throw broken;
    return results;
  }

  /** Answers that reached a socket that had not asked for them. */
  strays(): Promise<number> {
    return this.clients.strays();
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

  async close(): Promise<void> {
    for (const server of this.servers) server.close();
    await this.clients.close();
  }

  private async probe(probe: Probe): Promise<ProbeResult> {
    const { from, to, family, kind, bytes, at, waitMs } = probe;
    const lack = at && from === to ? undefined : this.serverless.get(`${to} ${family}`);
    if (lack !== undefined) return notAsked(lack);
    const sender = this.endpoints[from]!;
    if (probe.name && at && kind !== 'mtu') return askForName(sender, at, probe.name, family, kind);
    const { id, address } = this.endpoints[to]!;
    const target = { id, family, ...(at ?? { address: address[family]!, port: probePort }) };
    if (kind === 'tcp') return tcpProbe(sender, target.address, target.port, waitMs ?? tcpTimeoutMs);
    if (kind === 'mtu')
      return pathMtu(await this.clients.get(sender, family), target, bytes ?? 1500, () =>
        this.clients.get({ ...sender, id: `${sender.id} ordinary`, sockets: plainSockets }, family),
      );
    const patience = waitMs === undefined ? udpPatience : { tries: 1, waitMs };
    const ask = (client: UdpClient) => client.probe(target.address, target.port, patience, bytes);
    return probe.fresh
      ? this.clients.afresh(sender, family, ask)
      : ask(await this.clients.get(sender, family));
  }
}

const portsOf = ({ ports = [], names }: ProbeEndpoint) => [probePort, ...ports, ...(names ? [dnsPort] : [])];
