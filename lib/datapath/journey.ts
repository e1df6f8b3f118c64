import type { Drop } from './drop';
import type { Decision, Hop } from './hop';
import type { Link } from './host';
import type { RuleAt } from './netfilter/words';
import type { Packet } from './packet';
import type { Attachment } from './segment';
import type { Stack } from './stack';
import type { Because, Unknown } from './unknown';

/** Linux' default for packets it starts; every router takes one off. */
export const defaultTtl = 64;

/** A veth end takes frames that exceed its own MTU by a VLAN tag (is_skb_forwardable in the kernel). */
const vlanTag = 4;

/** End of a (possibly outer) packet's journey. */
export interface Arrival {
  readonly stack: Stack;
  readonly packet: Packet;
  /** Why it got no further. */
  readonly drop?: Drop;
  /** Why it is not known how it goes on. */
  readonly unknown?: Unknown;
}

/** What a walk writes down on its way: steps, drops, and how large a packet may be to pass. */
export abstract class Journey {
  protected readonly hops: Hop[] = [];
  protected mtu = Number.POSITIVE_INFINITY;
  protected fragmented = false;
  /** Tunnels that the packet is inside of, and the bytes they add. */
  protected depth = 0;
  protected overhead = 0;
  /** Largest piece into which the links so far would cut the outer packet. */
  protected pieces = Number.POSITIVE_INFINITY;

  protected drop(stack: Stack, packet: Packet, drop: Drop, rule?: RuleAt): Arrival {
    this.note(stack, undefined, packet, { step: 'drop', drop, rule });
    return { stack, packet, drop };
  }

  protected unknown(stack: Stack, packet: Packet, because: Because, link?: string): Arrival {
    const unknown = { host: stack.host.name, ...(link !== undefined && { link }), because };
    this.note(stack, undefined, packet, { step: 'unknown', unknown });
    return { stack, packet, unknown };
  }

  protected down({ stack, link }: Attachment, packet: Packet): Arrival {
    return this.drop(stack, packet, {
      code: 'link-down',
      host: stack.host.name,
      link: link.name,
      end: 'near',
    });
  }

  /** The packet as it goes onto a link: whole, or, of a tunnel's outer packet, the largest of its pieces. */
  protected fit(stack: Stack, link: Link, packet: Packet, mtu: number): Packet | Arrival {
    const whole = packet.dontFragment || isForwardedIPv6(packet);
    if (whole) this.limit(mtu, packet);
    else this.pieces = Math.min(this.pieces, mtu);
    if (packet.bytes <= mtu) return packet;
    if (whole) return this.drop(stack, packet, tooBig(stack, link, packet, mtu));
    this.fragmented = true;
    const piece = { ...packet, bytes: mtu };
    this.note(stack, link, piece, { step: 'fragment', mtu });
    return piece;
  }

  /** A veth end or a bridge port that is smaller than what comes drops it and sends no ICMP error. */
  protected swallow({ stack, link }: Attachment, packet: Packet): Arrival | undefined {
    const most = link.mtu + vlanTag;
    this.limit(most, packet);
    if (packet.bytes <= most) return undefined;
    return this.drop(stack, packet, { ...tooBig(stack, link, packet, link.mtu), silent: true });
  }

  /** Notes that nothing larger passes; an outer packet that is in smaller pieces by then passes all the same. */
  protected limit(mtu: number, packet: Packet): void {
    if (packet.dontFragment || this.pieces > mtu) this.mtu = Math.min(this.mtu, mtu - this.overhead);
  }

  protected note(stack: Stack, link: Link | undefined, packet: Packet, decision: Decision): void {
    this.hops.push({ host: stack.host.name, link: link?.name, packet, depth: this.depth, decision });
  }
}

const tooBig = ({ host }: Stack, link: Link, { bytes }: Packet, mtu: number) =>
  ({ code: 'too-big', host: host.name, link: link.name, bytes, mtu }) as const;

/** Only the host that starts an IPv6 packet may cut it in pieces (RFC 8200, section 5). */
function isForwardedIPv6({ source, ttl }: Packet): boolean {
  return source.family === 'ipv6' && ttl < defaultTtl;
}
