import { readFileSync } from 'node:fs';
import type { Family } from '../net';

/** Linux's default (DEFAULT_MIN_PMTU in net/ipv4/route.c: 512 + 20 + 20). */
const usual = 552;

/**
 * The least path MTU that the kernel remembers, in bytes. Where a router says less, the kernel goes on sending packets of
 * this size, and lets them be cut on their way (ip(7), min_pmtu): no black hole, however small the link. IPv6 has no
 * such floor: no IPv6 link is smaller than its smallest packet.
 */
export function leastPathMtu(family: Family, enter: <T>(act: () => T) => T): number {
  if (family === 'ipv6') return 0;
  try {
    return enter(() => Number(readFileSync('/proc/sys/net/ipv4/route/min_pmtu', 'utf8')));
  } catch {
    return usual; // older kernels show it in the machine's own namespace only
  }
}
