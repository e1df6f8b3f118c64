/** The router between the zones and to the outside: the cloud's. */
import { emptyHost, type Host, type Route } from '../../datapath';
import { Cidr, inFamily, macOf, valuesOf } from '../../net';
import { isBehindNat, type Plan, sharesOf } from '../../plan';
import { furtherLegs } from './further-cards';
import { outsideLeg } from './outside';
import { cable, leg, plainSysctls, routerName, switchName, uplinkOf, zoneOf } from './wiring';
import { natLegs } from './zone-nat';

/** The router, with a link into every zone and one to the outside. */
export function routerHost(plan: Plan): Host {
  const card = uplinkOf(plan);
  const further = furtherLegs(plan);
  const nats = natLegs(plan);
  const open = plan.zones.filter(({ name }) => !isBehindNat(plan, name));
  return {
    ...emptyHost(routerName, 'router'),
    links: [
      ...open.map((zone) => ({
        ...cable(routerName, leg(zone), switchName(zone), 'router', plan.fabricMtu),
        addresses: valuesOf(zone.gateway).map((address) => ({
          address,
          prefix: inFamily(zone.nodeCidr, address.family).prefix,
        })),
      })),
      ...nats.links,
      outsideLeg(plan, routerName),
      ...further.links,
    ],
    routes: [
      ...plan.families.map((family): Route => ({ destination: new Cidr(family, 0n, 0), type: 'blackhole' })),
      ...(plan.podRoutes ? routesToPods(plan) : []),
      ...nats.routes,
    ],
    neighbours: [
      ...plan.nodes.flatMap((node) =>
        (node.externalAddress ? [] : valuesOf(node.address)).map((address) => ({
          link: leg(zoneOf(plan, node)),
          address,
          mac: macOf(node.name, card),
        })),
      ),
      ...further.neighbours,
      ...nats.neighbours,
    ],
    sysctls: {
      ...plainSysctls,
      'ipv4/ip_forward': '1',
      ...(plan.families.includes('ipv6') ? { 'ipv6/conf/all/forwarding': '1' } : {}),
    },
  };
}

/** A route for each node's pods, as a VPC's route table has them. */
function routesToPods(plan: Plan): Route[] {
  return plan.nodes.flatMap((node) =>
    valuesOf(sharesOf(node)).map((destination) => ({
      destination,
      via: inFamily(node.address, destination.family),
      link: leg(zoneOf(plan, node)),
    })),
  );
}
