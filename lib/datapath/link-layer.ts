import type { Address } from '../net';
import { Filtering } from './filtering';
import type { Link, Route } from './host';
import { type Arrival, defaultTtl } from './journey';
import type { Draft, Packet } from './packet';
import type { Attachment, Segments } from './segment';
import type { Stack } from './stack';
import { isPointToPoint, type Wrapping, wrap } from './tunnel';

/** Tunnels inside of tunnels that the kernel follows before it takes them for a loop (XMIT_RECURSION_LIMIT). */
const mostTunnels = 8;

/** Frames: cables, bridges and tunnels. What comes out of them is the IP layer's again. */
export abstract class LinkLayer extends Filtering {
  protected abstract readonly segments: Segments;

  /** A packet that this host starts. @param bound its source, where that is not the kernel's to choose */
  protected abstract originate(stack: Stack, draft: Draft, bound: Address | undefined): Arrival;

  /** A packet that came in by a link. @param prerouted whether the rules that come before routing have seen it */
  protected abstract input(stack: Stack, link: Link, packet: Packet, prerouted?: boolean): Arrival;

  /** A frame leaves by a link. */
  protected transmit(from: Attachment, packet: Packet, mac: string, route?: Route): Arrival {
    const hidden = this.hidden(from, packet);
    if (hidden) return hidden;
    const wrapping = wrap(from.stack, from.link, packet, route, mac);
    if (wrapping && 'code' in wrapping) return this.drop(from.stack, packet, wrapping);
    if (wrapping) return this.encapsulate(from, packet, mac, wrapping);
    if (from.link.type === 'bridge') return this.bridge(from, packet, mac);
    if (from.link.type === 'other') return this.nowhere(from, packet);
    const far = this.segments.peer(from.link);
    if (!far || far.link.up === false)
      return this.drop(from.stack, packet, { code: 'link-down', ...placeOf(from), end: 'far' });
    const arrived = far.stack === from.stack ? packet : withMark(packet, undefined);
    const lost = this.swallow(far, arrived) ?? this.hidden(far, arrived);
    if (lost) return lost;
    if (!far.link.master) return this.receive(far, arrived, mac);
    const bridge = far.stack.links.get(far.link.master)!;
    return this.bridge({ stack: far.stack, link: bridge }, arrived, mac, far.link);
  }

  /** What eBPF programs do with a packet is not known. */
  protected hidden({ stack, link }: Attachment, packet: Packet): Arrival | undefined {
    if (link.ebpf === undefined) return undefined;
    return this.unknown(stack, packet, { code: 'ebpf', programs: link.ebpf }, link.name);
  }

  /** A packet leaves by a link of which nobody knows where it leads. */
  protected nowhere({ stack, link }: Attachment, packet: Packet): Arrival {
    const kind = link.type === 'other' ? link.kind : link.type;
    return this.unknown(stack, packet, { code: 'link', kind }, link.name);
  }

  private receive(at: Attachment, packet: Packet, mac: string): Arrival {
    if (at.link.mac !== mac) return this.drop(at.stack, packet, { code: 'unknown-mac', ...placeOf(at), mac });
    this.note(at.stack, at.link, packet, { step: 'cable', to: at.link.name });
    return this.input(at.stack, at.link, packet);
  }

  /** @param entered the port that the frame came in by; absent: the host sends it by the bridge itself */
  private bridge(at: Attachment, frame: Packet, mac: string, entered?: Link): Arrival {
    if (at.link.up === false) return this.down(at, frame);
    if (at.link.mac === mac) return this.hidden(at, frame) ?? this.bridgedIn(at, frame, mac, entered);
    const packet = entered ? this.filtered(at, frame) : frame;
    return 'stack' in packet ? packet : this.bridgedOut(at, packet, mac, entered);
  }

  /**
   * A frame for the bridge itself. Where IP's rules see what bridges forward, one that they give another destination behind
   * the same bridge goes on as a frame, as if it had been for that (the kernel's br_nf_pre_routing_finish).
   */
  private bridgedIn(at: Attachment, frame: Packet, mac: string, entered?: Link): Arrival {
    const { stack, link } = at;
    if (!entered || !stack.filtersBridges(frame.source.family)) return this.receive(at, frame, mac);
    this.note(stack, link, frame, { step: 'cable', to: link.name });
    const before = this.pass(stack, 'prerouting', frame, { in: link.name });
    if ('stack' in before) return before;
    const onward = !before.destination.equals(frame.destination) && staysBehind(at, before);
    const { destination } = before;
    const next = onward
      ? (stack.permanentNeighbour(link.name, destination) ?? this.segments.resolve(at, destination))
      : undefined;
    if (!next) return this.input(stack, link, before, true);
    const packet = this.passedOn(at, before);
    return 'stack' in packet ? packet : this.bridgedOut(at, packet, next, entered);
  }

  private bridgedOut(at: Attachment, packet: Packet, mac: string, entered?: Link): Arrival {
    const port = this.segments.portTowards(at, mac);
    const unread = port ? undefined : this.segments.unreadBehind(at);
    if (unread) return this.nowhere(unread, packet);
    if (!port) return this.drop(at.stack, packet, { code: 'unknown-mac', ...placeOf(at), mac, bridge: true });
    if (port.up === false) return this.down({ stack: at.stack, link: port }, packet);
    if (port === entered && !port.hairpin)
      return this.drop(at.stack, packet, { code: 'hairpin-off', host: at.stack.host.name, link: port.name });
    if (entered?.isolated && port.isolated && port !== entered)
      return this.drop(at.stack, packet, {
        code: 'ports-isolated',
        ...placeOf({ stack: at.stack, link: port }),
        from: entered.name,
      });
    this.note(at.stack, port, packet, { step: 'bridge', bridge: at.link.name, port: port.name });
    const leaving = { stack: at.stack, link: port };
    return this.swallow(leaving, packet) ?? this.transmit(leaving, packet, mac);
  }

  /** Where a bridge is set to, the rules of IP see what it forwards (br_netfilter), as if it were both links. */
  private filtered({ stack, link }: Attachment, frame: Packet): Packet | Arrival {
    if (!stack.filtersBridges(frame.source.family)) return frame;
    const before = this.pass(stack, 'prerouting', frame, { in: link.name });
    if ('stack' in before) return before;
    if (!before.destination.equals(frame.destination)) return this.input(stack, link, before, true);
    return this.passedOn({ stack, link }, before);
  }

  private passedOn({ stack, link: { name } }: Attachment, frame: Packet): Packet | Arrival {
    const passed = this.pass(stack, 'forward', frame, { in: name, out: name });
    return 'stack' in passed ? passed : this.pass(stack, 'postrouting', passed, { out: name });
  }

  /** Wraps the packet, walks the wrapped one through the underlay, unwraps it where the tunnel ends. */
  private encapsulate({ stack, link }: Attachment, packet: Packet, mac: string, wrapping: Wrapping): Arrival {
    const { destination, source, port, sourcePort, overhead, entry, receiver } = wrapping;
    const bytes = packet.bytes + overhead;
    const protocol = link.type === 'ipip' ? ('ipip' as const) : ('udp' as const);
    const mark = link.type === 'wireguard' ? wrapping.mark : packet.mark;
    const outer: Draft = {
      destination,
      protocol,
      port,
      sourcePort,
      mark,
      bytes,
      dontFragment: false,
      ttl: defaultTtl,
    };
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
    if (arrival.drop || arrival.unknown) return { ...arrival, packet };
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
    const inner = withMark(packet, link.type === 'wireguard' ? undefined : arrival.packet.mark);
    this.note(arrival.stack, far, inner, { step: 'decapsulate' });
    const hidden = this.hidden({ stack: arrival.stack, link: far }, inner);
    if (hidden) return hidden;
    if (isPointToPoint(far)) return this.input(arrival.stack, far, inner);
    return this.receive({ stack: arrival.stack, link: far }, inner, mac);
  }
}

/** Whether the kernel routes the packet back to the bridge that it came in by; of IPv4 it does only where it forwards. */
function staysBehind({ stack, link }: Attachment, { destination, source, mark }: Packet): boolean {
  const route = stack.route(destination, source, { mark, in: link.name });
  const routed = destination.family === 'ipv6' || stack.forwards('ipv4', link.name);
  return routed && route?.link === link.name && !route.via && !stack.owns(destination);
}

/** Marks stay with a packet inside of its host, tunnels included, and are gone elsewhere. */
function withMark(packet: Packet, mark: Packet['mark']): Packet {
  return packet.mark === mark ? packet : { ...packet, mark };
}

const placeOf = ({ stack, link }: Attachment) => ({ host: stack.host.name, link: link.name });
