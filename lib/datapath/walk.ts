/**
 * Sends a packet through a datapath, hop by hop, the way the kernel would: route (longest prefix, metric, policy),
 * source NAT, neighbour, cable or bridge or tunnel, reverse path filter, forward or deliver. What it returns is the
 * prediction that the checks hold against reality, and what `explain` puts into words.
 *
 * Not modelled, because no datapath of ours uses it: multicast, ECMP, fragments of fragments, TCP beyond one packet.
 */
import type { Address, Protocol } from '../net';
import type { Drop } from './drop';
import { droppedBy } from './filter';
import type { Datapath, FilterRule, Link, Route } from './host';
import { type Arrival, defaultTtl } from './journey';
import { LinkLayer } from './link-layer';
import type { Packet, Translation, Walk } from './packet';
import { Segments } from './segment';
import { Stack } from './stack';
import { isPointToPoint } from './tunnel';

/** Largest IP packet that a length field can hold: what a host can send to itself. */
const largestPacket = 65_535;

/** What to send. */
export interface Send {
  /** Name of the host that starts the packet. */
  readonly host: string;
  readonly destination: Address;
  /** Absent: the kernel chooses, as for an unbound socket. */
  readonly source?: Address;
  readonly protocol: Protocol;
  /** Length of the IP packet. @default 60 */
  readonly bytes?: number;
  /** Earlier packets' rewrites, for which this one is the answer. */
  readonly answers?: readonly Translation[];
}

/** A datapath ready for walks: indexes are built once, walks are cheap. */
export class Network {
  readonly stacks: ReadonlyMap<string, Stack>;
  readonly segments: Segments;

  constructor(readonly datapath: Datapath) {
    this.stacks = new Map(datapath.hosts.map((host) => [host.name, new Stack(host)]));
    this.segments = new Segments(this.stacks);
  }

  walk(send: Send): Walk {
    return new Walker(this, send.answers).start(send);
  }
}

/** IP: routes, filters, NAT, delivery. */
class Walker extends LinkLayer {
  protected readonly segments: Segments;

  constructor(
    private readonly network: Network,
    private readonly answers: readonly Translation[] | undefined,
  ) {
    super();
    this.segments = network.segments;
  }

  start(send: Send): Walk {
    const stack = this.network.stacks.get(send.host);
    if (!stack) throw new Error(`no host ${send.host} in the datapath`);
    const draft = {
      destination: send.destination,
      protocol: send.protocol,
      bytes: send.bytes ?? 60,
      dontFragment: true,
      ttl: defaultTtl,
    };
    const end = this.originate(stack, draft, send.source);
    return {
      delivered: !end.drop,
      host: end.stack.host.name,
      packet: end.packet,
      hops: this.hops,
      mtu: this.mtu,
      fragmented: this.fragmented,
      translations: this.translations,
      drop: end.drop,
    };
  }

  protected originate(stack: Stack, draft: Omit<Packet, 'source'>, bound: Address | undefined): Arrival {
    const { destination } = draft;
    if (stack.owns(destination)) {
      const packet = { ...draft, source: bound ?? destination };
      this.note(stack, undefined, packet, { step: 'start' });
      this.limit(largestPacket, packet);
      return this.deliver(stack, undefined, packet);
    }
    const route = stack.route(destination, bound);
    const source =
      bound ?? (route?.link ? stack.sourceFor(route, route.via ?? destination, destination) : undefined);
    const packet = { ...draft, source: source ?? destination };
    this.note(stack, undefined, packet, { step: 'start' });
    if (route?.link && !source)
      return this.drop(stack, packet, {
        code: 'no-source',
        host: stack.host.name,
        family: destination.family,
      });
    return this.output(stack, packet, route);
  }

  /** A packet that came in by a link: rewritten back if it answers a translated one, then delivered or forwarded. */
  protected input(stack: Stack, link: Link, arrived: Packet): Arrival {
    const packet = this.untranslate(stack, link, arrived);
    const host = stack.host.name;
    if (stack.owns(packet.source))
      return this.drop(stack, packet, { code: 'martian-source', host, source: `${packet.source}` });
    const filtered = this.reversePath(stack, link, packet);
    if (filtered) return this.drop(stack, packet, filtered);
    if (stack.owns(packet.destination))
      return this.filter(stack, 'input', packet, { in: link.name }) ?? this.deliver(stack, link, packet);
    if (!stack.forwards(packet.destination.family))
      return this.drop(stack, packet, { code: 'not-forwarding', host, destination: `${packet.destination}` });
    if (packet.ttl <= 1) return this.drop(stack, packet, { code: 'loop', host });
    const onward = { ...packet, ttl: packet.ttl - 1 };
    this.note(stack, link, onward, { step: 'forward' });
    return this.output(stack, onward, stack.route(packet.destination, packet.source), link);
  }

  /** @param from the link that the packet came in by; absent where this host starts it */
  private output(stack: Stack, packet: Packet, route: Route | undefined, from?: Link): Arrival {
    const host = stack.host.name;
    if (!route)
      return this.drop(stack, packet, { code: 'no-route', host, destination: `${packet.destination}` });
    if (route.type && route.type !== 'unicast')
      return this.drop(stack, packet, { code: route.type, host, range: `${route.destination}` });
    const link = stack.links.get(route.link!);
    if (!link) throw new Error(`${host}: route to ${route.destination} names the missing link ${route.link}`);
    const limit = Math.min(route.mtu ?? link.mtu, link.mtu);
    this.note(stack, link, packet, { step: 'route', route, limit });
    if (link.up === false) return this.down({ stack, link }, packet);
    const hook = from ? 'forward' : 'output';
    const filtered = this.filter(stack, hook, packet, { in: from?.name, out: link.name });
    if (filtered) return filtered;
    const leaving = this.translate(stack, link, packet);
    const fitted = this.fit(stack, link, leaving, limit);
    return 'stack' in fitted ? fitted : this.sendTo(stack, link, fitted, route);
  }

  private sendTo(stack: Stack, link: Link, packet: Packet, route: Route): Arrival {
    if (isPointToPoint(link)) return this.transmit({ stack, link }, packet, '', route);
    const nextHop = route.via ?? packet.destination;
    const permanent = stack.permanentNeighbour(link.name, nextHop);
    const asks = link.arp !== false && (link.type === 'veth' || link.type === 'bridge');
    const mac = permanent ?? (asks ? this.segments.resolve({ stack, link }, nextHop) : undefined);
    if (!mac)
      return this.drop(stack, packet, {
        code: 'no-neighbour',
        host: stack.host.name,
        link: link.name,
        address: `${nextHop}`,
      });
    this.note(stack, link, packet, {
      step: 'neighbour',
      address: nextHop,
      mac,
      entry: permanent ? 'permanent' : 'asked',
    });
    return this.transmit({ stack, link }, packet, mac, route);
  }

  private deliver(stack: Stack, link: Link | undefined, packet: Packet): Arrival {
    this.note(stack, link, packet, { step: 'deliver' });
    return { stack, packet };
  }

  /** Source NAT of a connection's first packet. Answers follow the memory of it instead. */
  private translate(stack: Stack, link: Link, packet: Packet): Packet {
    if (this.answers) return packet;
    const rule = stack.natRule(packet.source, packet.destination);
    if (rule?.action !== 'masquerade') return packet;
    const translated = stack.masqueradeAddress(link, packet.source.family);
    if (!translated || translated.equals(packet.source)) return packet;
    const after = { ...packet, source: translated };
    this.translations.push({
      host: stack.host.name,
      original: packet.source,
      translated,
      destination: packet.destination,
    });
    this.note(stack, link, after, { step: 'translate', rule, before: packet });
    return after;
  }

  private untranslate(stack: Stack, link: Link, packet: Packet): Packet {
    const known =
      this.depth === 0 &&
      this.answers?.find(
        ({ host, translated, destination }) =>
          host === stack.host.name &&
          translated.equals(packet.destination) &&
          destination.equals(packet.source),
      );
    if (!known) return packet;
    const after = { ...packet, destination: known.original };
    this.note(stack, link, after, { step: 'translate', before: packet });
    return after;
  }

  private reversePath(stack: Stack, link: Link, packet: Packet): Drop | undefined {
    const mode = packet.source.family === 'ipv4' ? stack.reversePathFilter(link.name) : 0;
    if (mode === 0) return undefined;
    const back = stack.route(packet.source);
    if (back?.link && (mode === 2 || back.link === link.name)) return undefined;
    return {
      code: 'reverse-path',
      host: stack.host.name,
      link: link.name,
      source: `${packet.source}`,
      back: back?.link,
    };
  }

  private filter(
    stack: Stack,
    hook: FilterRule['hook'],
    packet: Packet,
    links: { in?: string; out?: string },
  ): Arrival | undefined {
    const rule = droppedBy(stack, hook, packet, links);
    return (
      rule && this.drop(stack, packet, { code: 'filtered', host: stack.host.name, rule: rule.comment }, rule)
    );
  }
}
