/** A host outside the cluster, behind the router: where packets go that leave the cluster. The lab brings it itself. */
import { smallest } from '../../base/lists';
import { type Endpoint, emptyHost, type Host, type VethLink } from '../../datapath';
import { type Address, Cidr, type Family, type PerFamily, perFamily, valuesOf } from '../../net';
import type { Plan } from '../../plan';
import { cable, plainSysctls } from './wiring';

/** Ranges for documentation (RFC 5737, RFC 3849), which no real network has. */
const network: Readonly<Record<Family, Cidr>> = {
  ipv4: Cidr.parse('203.0.113.0/24'),
  ipv6: Cidr.parse('2001:db8:203::/64'),
};

/** Name of the host outside the cluster, of its endpoint and of its zone. */
export const outsideName = 'outside';

/** The outside host's addresses, and the router's on its side, in the plan's families. */
const addressesAt = (plan: Plan, place: number): PerFamily<Address> =>
  perFamily(plan.families, (family) => network[family].at(place));

/** The host outside as an endpoint. */
export function outsideEndpoint(plan: Plan): Endpoint {
  return {
    id: outsideName,
    kind: 'outside',
    host: outsideName,
    node: outsideName,
    zone: outsideName,
    address: addressesAt(plan, 10),
    within: network,
  };
}

/** What comes in at the far end: what is larger vanishes there, as it does behind routers whose ICMP errors are lost. */
const outsideMtu = ({ underlayMtu, outsideMtu: way = underlayMtu }: Plan) => smallest([underlayMtu, way]);

/** The host outside with its cable to the router. */
export function outsideHost(plan: Plan, router: string): Host {
  const link = {
    ...cable(outsideName, 'eth0', router, outsideName, outsideMtu(plan)),
    addresses: withPrefix(addressesAt(plan, 10)),
  };
  const routes = valuesOf(addressesAt(plan, 1)).map((via) => ({
    destination: new Cidr(via.family, 0n, 0),
    via,
    link: 'eth0',
  }));
  return { ...emptyHost(outsideName, 'outside'), links: [link], routes, sysctls: plainSysctls };
}

/** The router's link to the outside. */
export function outsideLeg(plan: Plan, router: string): VethLink {
  return {
    ...cable(router, outsideName, outsideName, 'eth0', plan.underlayMtu),
    addresses: withPrefix(addressesAt(plan, 1)),
  };
}

function withPrefix(addresses: PerFamily<Address>) {
  return valuesOf(addresses).map((address) => ({ address, prefix: network[address.family].prefix }));
}
