/** The address that packets leave the cluster with. */
import type { Address, Family } from '../net';
import { leavesBy } from '../plan';
import type { Testbed } from '../testbed';

/**
 * The address that those outside see packets of a node come from, once they have its own: that of the card of the default
 * route, or what its NAT gives them; undefined where that is not known, as of NATs that nobody here built.
 */
export function leavingAddress(
  { plan, datapath, fault }: Pick<Testbed, 'plan' | 'datapath' | 'fault'>,
  name: string,
  family: Family,
): Address | undefined {
  const node = plan.nodes.find((one) => one.name === name);
  const card = leavesBy(plan, family);
  const external = family === 'ipv4' ? node?.externalAddress : undefined;
  if (!card) return external ?? node?.address[family];
  if (card.network === 'subnet') return node?.cards?.[card.name]?.[family];
  const { hosts } = fault?.intended ?? datapath;
  const nat = hosts.find(
    ({ role, links }) =>
      role === 'router' &&
      links.some((link) => link.type === 'veth' && link.peer.host === name && link.peer.link === card.name),
  );
  const outer = nat?.links.find((link) => link.type === 'veth' && link.peer.host !== name);
  return outer?.addresses.find(({ address }) => address.family === family)?.address;
}
