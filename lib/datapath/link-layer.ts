import type { Address } from '../net';
import type { Link, Route } from './host';
import { type Arrival, defaultTtl, Journey } from './journey';
import type { Packet } from './packet';
import type { Attachment, Segments } from './segment';
import type { Stack } from './stack';
import { isPointToPoint, type Wrapping, wrap } from './tunnel';

/** Tunnels inside of tunnels that the kernel follows before it takes them for a loop (XMIT_RECURSION_LIMIT). */
const mostTunnels = 8;

/** Frames: cables, bridges and tunnels. What comes out of them is the IP layer's again. */
export abstract class LinkLayer extends Journey {
  protected abstract readonly segments: Segments;

  /** A packet that this host starts. @param bound its source, where that is not the kernel's to choose */
  protected abstract originate(
    stack: Stack,
    draft: Omit<Packet, 'source'>,
    bound: Address | undefined,
  ): Arrival;

  /** A packet that came in by a link. */
  protected abstract input(stack: Stack, link: Link, packet: Packet): Arrival;

  /** A frame leaves by a link. */
  protected transmit(from: Attachment, packet: Packet, mac: string, route?: Route): Arrival {
    const wrapping = wrap(from.stack, from.link, packet, route, mac);
    if (wrapping && 'code' in wrapping) return this.drop(from.stack, packet, wrapping);
    if (wrapping) return this.encapsulate(from, packet, mac, wrapping);
    if (from.link.type === 'bridge') return this.bridge(from, packet, mac);
    const far = this.segments.peer(from.link);
    if (!far || far.link.up === false)
      return this.drop(from.stack, packet, { code: 'link-down', ...placeOf(from), end: 'far' });
    const swallowed = this.swallow(far, packet);
    if (swallowed) return swallowed;
    if (far.link.master)
      return this.bridge({ stack: far.stack, link: far.stack.links.get(far.link.master)! }, packet, mac);
    return this.receive(far, packet, mac);
  }

  private receive(at: Attachment, packet: Packet, mac: string): Arrival {
    if (at.link.mac !== mac) return this.drop(at.stack, packet, { code: 'unknown-mac', ...placeOf(at), mac });
    this.note(at.stack, at.link, packet, { step: 'cable', to: at.link.name });
    return this.input(at.stack, at.link, packet);
  }

  private bridge(at: Attachment, packet: Packet, mac: string): Arrival {
    if (at.link.up === false) return this.down(at, packet);
    if (at.link.mac === mac) return this.receive(at, packet, mac);
    const port = this.segments.portTowards(at, mac);
    if (!port) return this.drop(at.stack, packet, { code: 'unknown-mac', ...placeOf(at), mac, bridge: true });
    if (port.up === false) return this.down({ stack: at.stack, link: port }, packet);
    this.note(at.stack, port, packet, { step: 'bridge', bridge: at.link.name, port: port.name });
    const leaving = { stack: at.stack, link: port };
    return this.swallow(leaving, packet) ?? this.transmit(leaving, packet, mac);
  }

  /** Wraps the packet, walks the wrapped one through the underlay, unwraps it where the tunnel ends. */
  private encapsulate({ stack, link }: Attachment, packet: Packet, mac: string, wrapping: Wrapping): Arrival {
    const { destination, source, overhead, entry, receiver } = wrapping;
    const bytes = packet.bytes + overhead;
    const protocol = link.type === 'ipip' ? ('ipip' as const) : ('udp' as const);
    const port = 'port' in link ? link.port : undefined;
    const outer = { destination, protocol, port, bytes, dontFragment: false, ttl: defaultTtl };
    this.note(stack, link, packet, { step: 'encapsulate', overhead, entry, bytes });
    if (this.depth >= mostTunnels)
      return this.drop(stack, packet, { code: 'loop', ...placeOf({ stack, link }) });
    const { pieces } = this;
    this.pieces = Number.POSITIVE_INFINITY;
    this.depth += 1;
    this.overhead += overhead;
    const arrival = this.originate(stack, outer, source);
    this.depth -= 1;
    this.overhead -= overhead;
    this.pieces = pieces;
    if (arrival.drop) return { ...arrival, packet };
    const far = receiver(arrival.stack);
    if (!far) {
      const host = arrival.stack.host.name;
      return this.drop(arrival.stack, packet, {
        code: 'no-tunnel',
        host,
        sender: stack.host.name,
        link: link.name,
      });
    }
    this.note(arrival.stack, far, packet, { step: 'decapsulate' });
    if (isPointToPoint(far)) return this.input(arrival.stack, far, packet);
    return this.receive({ stack: arrival.stack, link: far }, packet, mac);
  }
}

const placeOf = ({ stack, link }: Attachment) => ({ host: stack.host.name, link: link.name });
