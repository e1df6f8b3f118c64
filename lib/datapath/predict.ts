import type { Address, Family } from '../net';
import type { Endpoint } from './host';
import type { Protocol, Walk } from './packet';
import type { Network } from './walk';

/** What the walk says of one exchange: a packet there, and the answer back. */
export interface Prediction {
  /** Whether the right endpoint gets the packet and its answer comes back. */
  readonly reachable: boolean;
  /** The source address that the receiver sees; absent where the packet reaches nobody. */
  readonly source?: Address;
  /** Endpoint that the packet reaches: not always the one that was meant. */
  readonly answeredBy?: string;
  /** Largest IP packet that passes unfragmented from sender to receiver, in bytes. */
  readonly mtu: number;
  /** Why it is not reachable, in words. */
  readonly reason?: string;
  readonly forward: Walk;
  readonly back?: Walk;
}

/** Predicts exchanges between endpoints of one datapath. */
export class Predictor {
  private readonly owners = new Map<string, Endpoint>();

  constructor(readonly network: Network) {
    for (const endpoint of network.datapath.endpoints)
      for (const address of [endpoint.address.ipv4, endpoint.address.ipv6])
        if (address) this.owners.set(`${endpoint.host} ${address}`, endpoint);
  }

  predict(from: Endpoint, to: Endpoint, family: Family, protocol: Protocol, bytes?: number): Prediction {
    const destination = to.address[family];
    if (!destination) throw new Error(`${to.id} has no ${family} address`);
    const forward = this.network.walk({ host: from.host, destination, protocol, bytes });
    if (!forward.delivered) return { reachable: false, mtu: forward.mtu, reason: forward.reason, forward };
    const { source } = forward.packet;
    const answeredBy = this.owners.get(`${forward.host} ${forward.packet.destination}`)?.id ?? forward.host;
    const reached = { source, answeredBy, mtu: forward.mtu, forward };
    if (answeredBy !== to.id)
      return { ...reached, reachable: false, reason: misled(destination, from, to, answeredBy) };
    const back = this.answer(forward, protocol);
    if (back.delivered && back.host === from.host) return { ...reached, reachable: true, back };
    const lost = back.delivered ? `it reaches ${back.host}, which has ${source} too` : back.reason;
    return {
      ...reached,
      reachable: false,
      reason: `the packet arrives, but the answer does not come back: ${lost}`,
      back,
    };
  }

  private answer(forward: Walk, protocol: Protocol): Walk {
    const { source, destination } = forward.packet;
    return this.network.walk({
      host: forward.host,
      source: destination,
      destination: source,
      protocol,
      answers: forward.translations,
    });
  }
}

function misled(destination: Address, from: Endpoint, to: Endpoint, answeredBy: string): string {
  const who = answeredBy === from.id ? `${from.id} itself` : answeredBy;
  return `${destination} is also the address of ${who}, which answers in place of ${to.id}`;
}
