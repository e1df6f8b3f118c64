/** Why a packet is dropped, as a code with the details that one needs to act on it; drop-text.ts puts it in words. */
import * as z from 'zod';
import { bytes, name, text } from '../base/values';
import { family, range, seenAddress } from '../net/values';

/** Name of the host that drops the packet. */
const host = name;
/** Name of a link of that host. */
const link = name;
const mac = name;

/** The drops by code, each with its details. */
export const dropSchema = z.discriminatedUnion('code', [
  /** No route matches the destination. */
  z.object({ code: z.literal('no-route'), host, destination: seenAddress }),
  /** A route matches that says to drop. */
  z.object({ code: z.enum(['blackhole', 'unreachable', 'prohibit', 'throw']), host, range }),
  /** The host has no address of the family to send from. */
  z.object({ code: z.literal('no-source'), host, family }),
  /** Nobody on the link has the next hop's address. */
  z.object({ code: z.literal('no-neighbour'), host, link, address: seenAddress }),
  /** A tunnel device does not know where to send the packet: no entry for the MAC address, no end in the route, no peer. */
  z.object({
    code: z.literal('no-forwarding-entry'),
    host,
    link,
    lacks: z.discriminatedUnion('entry', [
      z.object({ entry: z.literal('mac'), mac }),
      z.object({ entry: z.literal('route') }),
      z.object({ entry: z.literal('peer'), destination: seenAddress }),
    ]),
  }),
  /** A wrapped packet arrives, and no device of the host takes it. */
  z.object({ code: z.literal('no-tunnel'), host, sender: host, link }),
  /** A frame for a MAC address that nobody there has: `link` ignores it, or no port of the bridge leads to it. */
  z.object({ code: z.literal('unknown-mac'), host, link, mac, bridge: z.literal(true).optional() }),
  /** The link is down, or the other end of its cable is. */
  z.object({ code: z.literal('link-down'), host, link, end: z.enum(['near', 'far']) }),
  /** Larger than the link takes. `silent`: dropped without an ICMP error, so that the sender never learns of it. */
  z.object({
    code: z.literal('too-big'),
    host,
    link,
    bytes,
    mtu: bytes,
    silent: z.literal(true).optional(),
  }),
  /** A frame would leave a bridge by the port that it came in by, and that port may not send it back. */
  z.object({ code: z.literal('hairpin-off'), host, link }),
  /** Two ports of a bridge that pass each other no frames: `from` is the one that it came in by. */
  z.object({ code: z.literal('ports-isolated'), host, link, from: link }),
  /** The packet is for another host, and this one forwards nothing. */
  z.object({ code: z.literal('not-forwarding'), host, destination: seenAddress }),
  /** The reverse path filter: the answer would leave by another link. `back` is absent where there is no route back. */
  z.object({ code: z.literal('reverse-path'), host, link, source: seenAddress, back: link.optional() }),
  /** A packet from outside with the host's own address as its source. */
  z.object({ code: z.literal('martian-source'), host, source: seenAddress }),
  /** A rule drops it, in the words of the rule's owner. `reject`: the error that the sender gets, if any. */
  z.object({ code: z.literal('filtered'), host, rule: text, reject: text.optional() }),
  /** Its time to live ran out. With `link`: a tunnel device whose packets lead into itself. */
  z.object({ code: z.literal('loop'), host, link: link.optional() }),
]);

/** Why a packet is dropped, and by whom. */
export type Drop = Readonly<z.infer<typeof dropSchema>>;
/** The codes of {@link Drop}, for programs to compare. */
export type DropCode = Drop['code'];
