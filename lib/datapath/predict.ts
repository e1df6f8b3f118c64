import { type Address, type Family, type Protocol, probePort, valuesOf } from '../net';
import type { Hop, Walk } from './hop';
import type { Endpoint } from './host';
import type { Unknown } from './unknown';
import type { Unreached } from './unreached';
import type { Network } from './walk';
import type { Send } from './walker';

/** What the walk says of one exchange: a packet there, and the answer back. */
export interface Prediction {
  /** Whether the answer comes from the right endpoint. Where `unknown` is set, false says nothing. */
  readonly reachable: boolean;
  /** Endpoint whose answer comes back: not always the one that was meant. Absent: no answer comes. */
  readonly answeredBy?: string;
  /** The source address that the receiver sees; absent where the packet reaches nobody. */
  readonly source?: Address;
  /** Largest IP packet that passes unfragmented from sender to receiver, in bytes. */
  readonly mtu: number;
  /** Why it is not reachable; absent: it is. */
  readonly why?: Unreached;
  /** What decides about the packet or its answer and is not known, so that nothing is predicted. */
  readonly unknown?: Unknown;
  readonly forward: Walk;
  /** The answer's way; absent where the packet reaches nobody. */
  readonly back?: Walk;
}

/** The hops of the packet and of its answer. @param way @default none was walked */
export const hopsOf = (way: Prediction | undefined): Hop[] => [
  ...(way?.forward.hops ?? []),
  ...(way?.back?.hops ?? []),
];

/** An address and a port that are asked, and who may answer. */
export interface Asked {
  readonly id: string;
  readonly address: Address;
  readonly port: number;
  /** Ids of endpoints. */
  readonly answering: readonly string[];
}

/** The address that one endpoint asks another one at: across zones the external one, where it is behind a NAT. */
export function askedAddress(from: Endpoint, to: Endpoint, family: Family): Address | undefined {
  return (from.zone === to.zone ? undefined : to.external?.[family]) ?? to.address[family];
}

/** Predicts exchanges between endpoints of one datapath. */
export class Predictor {
  private readonly owners = new Map<string, Endpoint>();

  constructor(readonly network: Network) {
    for (const endpoint of network.datapath.endpoints)
      for (const address of valuesOf(endpoint.address))
        this.owners.set(`${endpoint.host} ${address}`, endpoint);
  }

  predict(from: Endpoint, to: Endpoint, family: Family, protocol: Protocol, bytes?: number): Prediction {
    const address = askedAddress(from, to, family);
    if (!address) throw new Error(`${to.id} has no ${family} address`);
    return this.exchange(from, { id: to.id, address, port: probePort, answering: [to.id] }, protocol, {
      bytes,
    });
  }

  /** What may come of asking an address behind which there are several: once for each, all equally likely. */
  predictEach(from: Endpoint, asked: Asked, protocol: Protocol): Prediction[] {
    const count = Math.max(1, asked.answering.length);
    return Array.from({ length: count }, (_, i) => this.predictOne(from, asked, protocol, i));
  }

  /** What comes of it where chance takes the one at that place. */
  predictOne(from: Endpoint, asked: Asked, protocol: Protocol, place: number): Prediction {
    const pick = (place + 0.5) / Math.max(1, asked.answering.length);
    return this.exchange(from, asked, protocol, { pick });
  }

  private exchange(
    from: Endpoint,
    { id, address: destination, port, answering }: Asked,
    protocol: Protocol,
    how: Pick<Send, 'bytes' | 'pick'>,
  ): Prediction {
    const forward = this.network.walk({ host: from.host, destination, protocol, port, ...how });
    const { unknown } = forward;
    if (unknown) return { reachable: false, mtu: forward.mtu, unknown, forward };
    if (forward.drop)
      return { reachable: false, mtu: forward.mtu, why: { code: 'dropped', drop: forward.drop }, forward };
    const { source } = forward.packet;
    const reached = this.owners.get(`${forward.host} ${forward.packet.destination}`)?.id ?? forward.host;
    const back = this.answer(forward, protocol);
    const seen = { source, mtu: forward.mtu, forward, back };
    if (back.unknown) return { ...seen, reachable: false, unknown: back.unknown };
    const lost = lostAnswer(back, from.host, source, reached) ?? strangeAnswer(back, destination, reached);
    if (lost) return { ...seen, reachable: false, why: lost };
    if (answering.includes(reached)) return { ...seen, answeredBy: reached, reachable: true };
    const why: Unreached = {
      code: 'other-answers',
      address: `${destination}`,
      answeredBy: reached,
      meant: id,
      ...(reached === from.id ? { self: true } : {}),
    };
    return { ...seen, answeredBy: reached, reachable: false, why };
  }

  private answer(forward: Walk, protocol: Protocol): Walk {
    const { source, destination, port, sourcePort } = forward.packet;
    return this.network.walk({
      host: forward.host,
      source: destination,
      destination: source,
      protocol,
      port: sourcePort,
      sourcePort: port,
      answers: forward.connections,
    });
  }
}

/** An answer from an address that was not asked: nobody who asked would take it. */
function strangeAnswer({ packet }: Walk, asked: Address, reached: string): Unreached | undefined {
  return packet.source.equals(asked)
    ? undefined
    : { code: 'answer-untranslated', reached, address: `${packet.source}`, asked: `${asked}` };
}

function lostAnswer(back: Walk, home: string, address: Address, reached: string): Unreached | undefined {
  if (back.drop) return { code: 'answer-dropped', reached, drop: back.drop };
  return back.host === home
    ? undefined
    : { code: 'answer-astray', reached, host: back.host, address: `${address}` };
}
