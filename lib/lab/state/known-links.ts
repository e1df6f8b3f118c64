/** Links and their settings: one question to the kernel in place of a file for each setting. */
import { attributes, int32, netlinkList, text } from './netlink';

/** Settings that decide about packets, by their place in the kernel's lists (linux/ip.h, linux/ipv6.h). */
export const linkSettings = {
  ipv4: {
    forwarding: 0,
    proxy_arp: 2,
    rp_filter: 7,
    arp_ignore: 18,
    accept_local: 22,
    src_valid_mark: 23,
    route_localnet: 25,
  },
  ipv6: { forwarding: 0, proxy_ndp: 22, disable_ipv6: 26 },
} as const;

/** A link as the kernel tells it at once. */
export interface KnownLink {
  /** Such as `bridge`; undefined of a card. */
  readonly kind: string | undefined;
  /** As `ipv4/conf/eth0/rp_filter` and its value. */
  readonly settings: readonly (readonly [path: string, value: string])[];
}

/** Numbers from the Linux headers. */
const NETLINK_ROUTE = 0;
const RTM_GETLINK = 18;
const messageLength = 16; // struct ifinfomsg
const IFLA_IFNAME = 3;
const IFLA_LINKINFO = 18;
const IFLA_INFO_KIND = 1;
const IFLA_AF_SPEC = 26;
/** In IFLA_AF_SPEC: the family, and in it the list (IFLA_INET_CONF, IFLA_INET6_CONF). */
const lists = { ipv4: { family: 2, list: 1 }, ipv6: { family: 10, list: 2 } } as const;

/** The links of the calling thread's namespace. */
export function knownLinks(): KnownLink[] {
  const body = Buffer.alloc(messageLength);
  return netlinkList({ protocol: NETLINK_ROUTE, type: RTM_GETLINK, body }).map((message) => {
    const link = attributes(message, messageLength);
    const kind = inside(link, IFLA_LINKINFO).get(IFLA_INFO_KIND);
    return { kind: kind && text(kind), settings: settingsOf(link) };
  });
}

function settingsOf(link: ReadonlyMap<number, Buffer>): [string, string][] {
  const name = text(link.get(IFLA_IFNAME) ?? Buffer.alloc(0));
  return (['ipv4', 'ipv6'] as const).flatMap((family) => {
    const { family: number, list } = lists[family];
    const values = inside(inside(link, IFLA_AF_SPEC), number).get(list) ?? Buffer.alloc(0);
    return Object.entries(linkSettings[family])
      .filter(([, place]) => 4 * place + 4 <= values.length)
      .map(([setting, place]): [string, string] => [
        `${family}/conf/${name}/${setting}`,
        `${int32(values, 4 * place)}`,
      ]);
  });
}

const inside = (found: ReadonlyMap<number, Buffer>, type: number) =>
  attributes(found.get(type) ?? Buffer.alloc(0));
