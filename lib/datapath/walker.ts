import type { Address, Protocol } from '../net';
import type { Connection } from './connection';
import type { Walk } from './hop';
import type { Link, Route } from './host';
import { type Exit, IpLayer } from './ip-layer';
import { type Arrival, defaultTtl } from './journey';
import { type Draft, type Packet, packetOf } from './packet';
import type { Segments } from './segment';
import type { Stack } from './stack';

/** Largest IP packet that a length field can hold: what a host can send to itself. */
const largestPacket = 65_535;

/** The link of what a host sends to itself. */
const loopback = 'lo';

/** What to send. */
export interface Send {
  /** Name of the host that starts the packet. */
  readonly host: string;
  readonly destination: Address;
  /** Absent: the kernel chooses, as for an unbound socket. */
  readonly source?: Address;
  readonly protocol: Protocol;
  /** Port that it is for, and the one that it is from. @default not known */
  readonly port?: number;
  readonly sourcePort?: number;
  /** Length of the IP packet. @default 60 */
  readonly bytes?: number;
  /** From 0 to 1: whom hosts send it to that choose at random. @default not known */
  readonly pick?: number;
  /** What hosts remember of the packet that this one answers. */
  readonly answers?: readonly Connection[];
}

/** A packet's way through its hosts, and where on it netfilter is asked. */
export class Walker extends IpLayer {
  constructor(
    private readonly stacks: ReadonlyMap<string, Stack>,
    protected readonly segments: Segments,
    { answers, pick }: Pick<Send, 'answers' | 'pick'>,
  ) {
    super(answers, pick);
  }

  start(send: Send): Walk {
    const stack = this.stacks.get(send.host);
    if (!stack) throw new Error(`no host ${send.host} in the datapath`);
    const { destination, protocol, port, sourcePort, bytes = 60 } = send;
    const draft = { destination, protocol, port, sourcePort, bytes, dontFragment: true, ttl: defaultTtl };
    const end = this.originate(stack, draft, send.source);
    return {
      delivered: !end.drop && !end.unknown,
      host: end.stack.host.name,
      packet: end.packet,
      hops: this.hops,
      mtu: this.mtu,
      fragmented: this.fragmented,
      connections: this.connections,
      chances: this.chances,
      drop: end.drop,
      unknown: end.unknown,
    };
  }

  protected originate(stack: Stack, draft: Draft, bound: Address | undefined): Arrival {
    const { destination, mark } = draft;
    if (stack.owns(destination)) {
      const packet = packetOf(draft, bound ?? destination);
      this.note(stack, undefined, packet, { step: 'start' });
      this.limit(largestPacket, packet);
      const sent = this.pass(stack, 'output', packet, { out: loopback });
      return 'stack' in sent ? sent : this.reroute(stack, sent);
    }
    const route = stack.route(destination, bound, { mark });
    const source =
      bound ?? (route?.link ? stack.sourceFor(route, route.via ?? destination, destination) : undefined);
    const packet = packetOf(draft, source ?? destination);
    this.note(stack, undefined, packet, { step: 'start' });
    const unsure = this.unsure(stack, packet, bound);
    if (unsure) return unsure;
    if (route?.link && !source)
      return this.drop(stack, packet, {
        code: 'no-source',
        host: stack.host.name,
        family: destination.family,
      });
    return this.output(stack, packet, route);
  }

  /** A packet that came in by a link: seen by the rules before routing, then delivered or forwarded. */
  protected input(stack: Stack, link: Link, arrived: Packet, prerouted = false): Arrival {
    const packet = prerouted ? arrived : this.pass(stack, 'prerouting', arrived, { in: link.name });
    if ('stack' in packet) return packet;
    const refused = this.checkSource(stack, link, packet);
    if (refused) return refused;
    if (stack.owns(packet.destination)) {
      const accepted = this.pass(stack, 'input', packet, { in: link.name });
      return 'stack' in accepted ? accepted : this.deliver(stack, link, accepted);
    }
    return this.forward(stack, link, packet);
  }

  private forward(stack: Stack, from: Link, packet: Packet): Arrival {
    const host = stack.host.name;
    const { destination, source, mark } = packet;
    if (!stack.forwards(destination.family, from.name))
      return this.drop(stack, packet, { code: 'not-forwarding', host, destination: `${destination}` });
    if (packet.ttl <= 1) return this.drop(stack, packet, { code: 'loop', host });
    const onward = { ...packet, ttl: packet.ttl - 1 };
    this.note(stack, from, onward, { step: 'forward' });
    const by = { mark, in: from.name };
    const unsure = this.unsure(stack, onward, source, by.in);
    if (unsure) return unsure;
    const exit = this.exit(stack, onward, stack.route(destination, source, by));
    if ('stack' in exit) return exit;
    const passed = this.pass(stack, 'forward', onward, { in: from.name, out: exit.link.name });
    return 'stack' in passed ? passed : this.leave(stack, passed, exit, from.name);
  }

  /** A packet that this host starts. */
  private output(stack: Stack, packet: Packet, route: Route | undefined): Arrival {
    const exit = this.exit(stack, packet, route);
    if ('stack' in exit) return exit;
    const sent = this.pass(stack, 'output', packet, { out: exit.link.name });
    if ('stack' in sent) return sent;
    const moved = this.rerouted || !sent.destination.equals(packet.destination);
    return moved ? this.reroute(stack, sent) : this.leave(stack, sent, exit);
  }

  /** A packet of this host whose way is chosen once rules have seen it. */
  private reroute(stack: Stack, packet: Packet): Arrival {
    if (stack.owns(packet.destination)) return this.loop(stack, packet);
    const { destination, source, mark } = packet;
    const unsure = this.unsure(stack, packet, source);
    if (unsure) return unsure;
    const exit = this.exit(stack, packet, stack.route(destination, source, { mark }));
    return 'stack' in exit ? exit : this.leave(stack, packet, exit);
  }

  /** A packet of this host for itself goes out and comes in by the loopback link. */
  private loop(stack: Stack, packet: Packet): Arrival {
    const sent = this.pass(stack, 'postrouting', packet, { out: loopback });
    if ('stack' in sent) return sent;
    const arrived = this.pass(stack, 'prerouting', sent, { in: loopback });
    if ('stack' in arrived) return arrived;
    const accepted = this.pass(stack, 'input', arrived, { in: loopback });
    return 'stack' in accepted ? accepted : this.deliver(stack, undefined, accepted);
  }

  /** @param from link that the packet came in by; absent where this host starts it */
  private leave(stack: Stack, packet: Packet, { link, route, limit }: Exit, from?: string): Arrival {
    const leaving = this.pass(stack, 'postrouting', packet, { in: from, out: link.name });
    if ('stack' in leaving) return leaving;
    const fitted = this.fit(stack, link, leaving, limit);
    return 'stack' in fitted ? fitted : this.sendTo(stack, link, fitted, route);
  }
}
