import type { Address } from '../net';
import type { Link, Route, RoutingRule } from './host';
import type { Arrival } from './journey';
import { LinkLayer } from './link-layer';
import type { Packet } from './packet';
import type { Stack } from './stack';
import { isPointToPoint } from './tunnel';

/** How a packet leaves a host. */
export interface Exit {
  readonly link: Link;
  readonly route: Route;
  /** Largest packet that link and route take, in bytes. */
  readonly limit: number;
}

/** IP: routes, neighbours, and what is refused for its source. */
export abstract class IpLayer extends LinkLayer {
  /** By which link the packet leaves. */
  protected exit(stack: Stack, packet: Packet, route: Route | undefined): Exit | Arrival {
    const host = stack.host.name;
    if (!route)
      return this.drop(stack, packet, { code: 'no-route', host, destination: `${packet.destination}` });
    if (route.type && route.type !== 'unicast')
      return this.drop(stack, packet, { code: route.type, host, range: `${route.destination}` });
    const link = stack.links.get(route.link!);
    if (!link) throw new Error(`${host}: route to ${route.destination} names the missing link ${route.link}`);
    const limit = Math.min(route.mtu ?? link.mtu, link.mtu);
    this.note(stack, link, packet, { step: 'route', route, limit });
    return link.up === false ? this.down({ stack, link }, packet) : { link, route, limit };
  }

  protected sendTo(stack: Stack, link: Link, packet: Packet, route: Route): Arrival {
    const hidden = this.hidden({ stack, link }, packet);
    if (hidden) return hidden;
    if (isPointToPoint(link)) return this.transmit({ stack, link }, packet, '', route);
    const nextHop = route.via ?? packet.destination;
    const permanent = stack.permanentNeighbour(link.name, nextHop);
    const asks = link.arp !== false && (link.type === 'veth' || link.type === 'bridge');
    const mac = permanent ?? (asks ? this.segments.resolve({ stack, link }, nextHop) : undefined);
    if (!mac) return this.noNeighbour(stack, link, packet, nextHop);
    this.note(stack, link, packet, {
      step: 'neighbour',
      address: nextHop,
      mac,
      entry: permanent ? 'permanent' : 'asked',
    });
    return this.transmit({ stack, link }, packet, mac, route);
  }

  private noNeighbour(stack: Stack, link: Link, packet: Packet, nextHop: Address): Arrival {
    const unread = this.segments.unreadBehind({ stack, link });
    if (unread) return this.nowhere(unread, packet);
    const answering = this.segments.programsBehind({ stack, link });
    const hidden = answering && this.hidden(answering, packet);
    if (hidden) return hidden;
    const place = { host: stack.host.name, link: link.name };
    return this.drop(stack, packet, { code: 'no-neighbour', ...place, address: `${nextHop}` });
  }

  protected deliver(stack: Stack, link: Link | undefined, packet: Packet): Arrival {
    this.note(stack, link, packet, { step: 'deliver' });
    return { stack, packet };
  }

  /** Whether a packet may come from where it says, by that link: no address of this host's, no other way back. */
  protected checkSource(stack: Stack, link: Link, packet: Packet): Arrival | undefined {
    const host = stack.host.name;
    const { source, destination } = packet;
    if (stack.owns(source) && !stack.isOn('accept_local', link.name))
      return this.drop(stack, packet, { code: 'martian-source', host, source: `${source}` });
    const mode = source.family === 'ipv4' ? stack.reversePathFilter(link.name) : 0;
    if (mode === 0) return undefined;
    const by = stack.isOn('src_valid_mark', link.name) ? { mark: packet.mark } : {};
    const rule = stack.unsureRule(source, destination, by);
    if (rule) return this.unknown(stack, packet, { code: 'policy-rule', rule: ruleText(rule) });
    const back = stack.route(source, destination, by)?.link;
    if (back !== undefined && (mode === 2 || back === link.name)) return undefined;
    return this.drop(stack, packet, {
      code: 'reverse-path',
      host,
      link: link.name,
      source: `${source}`,
      back,
    });
  }

  protected unsure(stack: Stack, packet: Packet, source?: Address, from?: string): Arrival | undefined {
    const rule = stack.unsureRule(packet.destination, source, { mark: packet.mark, in: from });
    return rule && this.unknown(stack, packet, { code: 'policy-rule', rule: ruleText(rule) });
  }
}

/** A policy rule of which it is not known whether it applies. */
function ruleText({ priority, mark, unknown }: RoutingRule): string {
  const marked = mark && `fwmark 0x${mark.value.toString(16)}/0x${mark.mask.toString(16)}`;
  return [`${priority}:`, marked, unknown].filter((word) => word !== undefined).join(' ');
}
