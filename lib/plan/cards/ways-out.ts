/** Where a node's packets leave by: the card of the default route, and what then still goes by the zone's gateway. */
import { Cidr, type Family, inFamily } from '../../net';
import type { Plan, PlanCard, PlanZone } from '../plan';

/** The further card that a family's default route leads by; undefined where it leads by the one in the node network. */
export function leavesBy({ cards = [] }: Pick<Plan, 'cards'>, family: Family): PlanCard | undefined {
  return cards.find(({ gateway, defaultRoute }) => defaultRoute && gateway?.[family]);
}

/**
 * What a zone's nodes reach by its gateway: everything, or, where the default route leads by another card, the networks of
 * nodes that are no neighbours, and with podRoutes the pods, whose way the router knows.
 */
export function byGateway(plan: Plan, zone: PlanZone, family: Family): Cidr[] {
  if (!leavesBy(plan, family)) return [new Cidr(family, 0n, 0)];
  const networks = plan.zones
    .filter((other) => other !== zone || zone.layer2 === false)
    .map(({ nodeCidr }) => inFamily(nodeCidr, family));
  return networks.length > 0 && plan.podRoutes ? [...networks, inFamily(plan.podCidr, family)] : networks;
}
