/** What the kernel says without a program: a process takes more than a millisecond, and a lab may have hundreds of hosts. */
import { readFileSync } from 'node:fs';
import { knownLinks } from './known-links';
import { listening } from './listening';
import { attributes, netlinkList, text } from './netlink';
import { readSettings } from './read-settings';

/** Numbers from the Linux headers. */
const NETLINK_ROUTE = 0;
const NETLINK_NETFILTER = 12;
const NFT_GETTABLE = (10 << 8) | 1; // NFNL_SUBSYS_NFTABLES, NFT_MSG_GETTABLE
const RTM_GETQDISC = 38;
const tcMessageLength = 20; // struct tcmsg
const TCA_KIND = 1;

/** What is known of the calling thread's namespace. */
export interface KnownAtOnce {
  /** As sysctl(8) prints them. */
  readonly settings: string;
  /** The kernel's counters, as /proc has them. */
  readonly counters: string;
  /** Sockets that wait, as ss(8) lists them; undefined where the kernel cannot be asked for them. */
  readonly sockets: string | undefined;
  /** Whether any link has an IPv6 address. */
  readonly ipv6: boolean;
  /** Kinds of its links, such as `bridge`; of a card there is none. */
  readonly kinds: ReadonlySet<string>;
  /** Whether nft has tables, or cannot say without being asked. */
  readonly nft: boolean;
  /** Whether there are tables of the older iptables. */
  readonly legacy: { readonly ipv4: boolean; readonly ipv6: boolean };
  /** Whether links have queues besides those that all have. */
  readonly queues: boolean;
}

/** Finds out what can be known of the calling thread's namespace. */
export function knownAtOnce(): KnownAtOnce {
  const links = knownLinks();
  return {
    settings: readSettings(links),
    counters: contentOf('snmp'),
    sockets: knownSockets(),
    ipv6: contentOf('if_inet6') !== '',
    kinds: new Set(links.flatMap(({ kind }) => kind ?? [])),
    nft: hasTables(),
    legacy: { ipv4: contentOf('ip_tables_names') !== '', ipv6: contentOf('ip6_tables_names') !== '' },
    queues: hasQueues(),
  };
}

/** Not every kernel has what ss asks (CONFIG_INET_DIAG); ss itself then reads files. */
function knownSockets(): string | undefined {
  try {
    return listening();
  } catch {
    return undefined;
  }
}

function hasTables(): boolean {
  try {
    return netlinkList({ protocol: NETLINK_NETFILTER, type: NFT_GETTABLE, body: Buffer.alloc(4) }).length > 0;
  } catch {
    return true; // nft itself has words for it
  }
}

/** Kinds that the kernel gives links by itself. */
const usual = new Set(['noqueue', 'pfifo_fast', 'fq_codel', 'mq']);

function hasQueues(): boolean {
  const body = Buffer.alloc(tcMessageLength);
  return netlinkList({ protocol: NETLINK_ROUTE, type: RTM_GETQDISC, body }).some((queue) => {
    const kind = attributes(queue, tcMessageLength).get(TCA_KIND);
    return kind === undefined || !usual.has(text(kind));
  });
}

/** Empty also where the kernel has no such file. */
function contentOf(file: string): string {
  try {
    return readFileSync(`/proc/thread-self/net/${file}`, 'latin1');
  } catch {
    return '';
  }
}
