/** Networks between a lab's NATs and the router: two addresses each, in a range that no real network has. */
import type { Address, Family } from '../../net';
import { natOutside } from '../../plan';

/** One of them. */
export interface Transit {
  readonly prefix: number;
  readonly router: Address;
  readonly nat: Address;
}

/** What a network of four addresses has for a prefix. */
const prefixes: Readonly<Record<Family, number>> = { ipv4: 30, ipv6: 126 };

/** The network of a NAT. @param position of the NAT among those of its kind, counted from 0 */
export const transit = (position: number, family: Family): Transit => ({
  prefix: prefixes[family],
  router: natOutside[family].at(4 * position + 1),
  nat: natOutside[family].at(4 * position + 2),
});
