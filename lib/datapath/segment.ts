import type { Address } from '../net';
import type { Link } from './host';
import type { Stack } from './stack';

/** A link of a host, as somebody on the wire sees it. */
export interface Attachment {
  readonly stack: Stack;
  readonly link: Link;
}

/** Cables and bridges: who hears a frame, and behind which bridge port a MAC address lives. */
export class Segments {
  private readonly heard = new Map<Link, Attachment[]>();
  private readonly portsByMac = new Map<Link, Map<string, Link>>();

  constructor(private readonly stacks: ReadonlyMap<string, Stack>) {}

  /** The other end of a cable. */
  peer(link: Link): Attachment | undefined {
    if (link.type !== 'veth') return undefined;
    const stack = this.stacks.get(link.peer.host);
    const far = stack?.links.get(link.peer.link);
    return stack && far ? { stack, link: far } : undefined;
  }

  /** Everybody who hears a broadcast sent on the link, the sender not included. */
  listeners(from: Attachment): Attachment[] {
    const known = this.heard.get(from.link);
    if (known) return known;
    const found =
      from.link.type === 'bridge' ? this.behindPorts(from, undefined, []) : this.behind(from.link);
    this.heard.set(from.link, found);
    return found;
  }

  /** The port of a bridge that leads to the MAC address. */
  portTowards(bridge: Attachment, mac: string): Link | undefined {
    let ports = this.portsByMac.get(bridge.link);
    if (!ports) {
      ports = new Map();
      for (const port of bridge.stack.ports(bridge.link.name))
        for (const { link } of this.behind(port, [bridge.link])) ports.set(link.mac, port);
      this.portsByMac.set(bridge.link, ports);
    }
    return ports.get(mac);
  }

  /** A link behind which there may be more than was read, of a bridge or by itself. */
  unreadBehind(from: Attachment): Attachment | undefined {
    if (from.link.type === 'other') return from;
    return this.listeners(from)
      .flatMap(({ stack, link }) =>
        link.type === 'bridge' ? stack.ports(link.name).map((port) => ({ stack, link: port })) : [],
      )
      .concat(from.stack.ports(from.link.name).map((link) => ({ stack: from.stack, link })))
      .find(({ link }) => link.type === 'other' && link.up !== false);
  }

  /** A link that hears what is asked on this one and has eBPF programs: they may answer, for whatever address. */
  programsBehind(from: Attachment): Attachment | undefined {
    return this.listeners(from).find(({ link }) => link.ebpf !== undefined);
  }

  /** Who answers the question "who has this address?" asked on the link. The first answer wins, as on the wire. */
  resolve(asker: Attachment, address: Address): string | undefined {
    for (const { stack, link } of this.listeners(asker)) {
      if (answers(stack, link, address)) return link.mac;
      if (proxies(stack, link, address)) return link.mac;
    }
    return undefined;
  }

  /** `passed` are the bridges on the way so far: a ring of cables ends where it began. */
  private behind(link: Link, passed: readonly Link[] = []): Attachment[] {
    const far = this.peer(link);
    if (!far || far.link.up === false) return [];
    if (!far.link.master) return [far];
    const bridge = { stack: far.stack, link: far.stack.links.get(far.link.master)! };
    if (bridge.link.up === false || passed.includes(bridge.link)) return [];
    return [bridge, ...this.behindPorts(bridge, far.link, passed)];
  }

  private behindPorts(bridge: Attachment, except: Link | undefined, passed: readonly Link[]): Attachment[] {
    return bridge.stack
      .ports(bridge.link.name)
      .filter((port) => port !== except && port.up !== false)
      .flatMap((port) => this.behind(port, [...passed, bridge.link]));
  }
}

/** Proxy ARP: a host that forwards answers for an address that it routes by another link. */
function proxies(stack: Stack, link: Link, address: Address): boolean {
  if (address.family !== 'ipv4' || !stack.isOn('proxy_arp', link.name)) return false;
  if (!stack.forwards('ipv4', link.name)) return false;
  const route = stack.route(address, undefined, { in: link.name });
  return route !== undefined && (route.type ?? 'unicast') === 'unicast' && route.link !== link.name;
}

/** ARP answers for any address of the host, NDP only for those of the link that hears the question. */
function answers(stack: Stack, link: Link, address: Address): boolean {
  if (address.family === 'ipv4') return stack.owns(address);
  return link.addresses.some((own) => own.address.equals(address));
}
