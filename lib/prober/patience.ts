import type { Patience } from './udp-client';

/**
 * How long a TCP connection may take, in milliseconds: the kernel sends a lost SYN, and a lost ARP request, again after
 * 1 s (RFC 6298 §2, neigh/retrans_time_ms), and one loss on a busy machine is no verdict on a network.
 */
export const tcpTimeoutMs = 1500;
/** A lost datagram is sent once more, in the same time. */
export const udpPatience: Patience = { tries: 2, waitMs: 750 };
