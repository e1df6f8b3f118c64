import type { CniChoice } from '../cni';
import { Address, Cidr, type Family, type PerFamily } from '../net';
import { ipFamilyOf, type Plan, parseSpec, type TestbedSpec } from '../plan';
import type { ClusterObservations } from './observations';
import { cover } from './seen-ranges';

/** Usual sizes of a service range, from which the addresses that are known may widen it. */
const usual: Readonly<Record<Family, number>> = { ipv4: 16, ipv6: 112 };
/** As wide as any is in practice. An address further off is no Service's, such as a name server's on every node. */
const widest: Readonly<Record<Family, number>> = { ipv4: 12, ipv6: 108 };

/** The API does not always say the range: what holds the Services' addresses and the name server's. */
export function serviceRange(
  { services }: Pick<ClusterObservations, 'services'>,
  nameServers: readonly string[],
): PerFamily<Cidr> {
  const ips = services.flatMap(({ spec }) => spec?.clusterIPs ?? []).filter((ip) => ip !== 'None');
  const of = (texts: readonly string[], family: Family) =>
    texts.map(Address.parse).filter((address) => address.family === family);
  const around = (family: Family): Cidr | undefined => {
    const [first, ...more] = of(ips, family);
    if (!first) return undefined;
    const narrow = cover(family, [Cidr.around(first, usual[family]), ...more]);
    const wide = cover(family, [narrow, ...of(nameServers, family)]);
    return wide.prefix >= widest[family] ? wide : narrow;
  };
  const ipv6 = around('ipv6');
  return { ipv4: around('ipv4') ?? Cidr.parse('10.96.0.0/16'), ...(ipv6 ? { ipv6 } : {}) };
}

/** As near as a spec comes to a cluster that was not built from one. */
export function specOf(plan: Plan, cni: string, choice: CniChoice): TestbedSpec {
  const of = (role: string) => plan.nodes.filter((node) => node.role === role).length;
  const defaults = parseSpec({});
  return {
    ...defaults,
    name: plan.name,
    cni,
    mode: choice.mode.name,
    controlPlanes: of('control-plane'),
    workers: of('worker'),
    ipFamily: ipFamilyOf(plan.podCidr),
    zones: plan.zones.map(({ name, nodeCidr, layer2 = true }) => ({
      layer2,
      name,
      nodeCidr: nodeCidr.ipv4 ?? defaults.zones[0]!.nodeCidr,
      nodeCidrIPv6: nodeCidr.ipv6 ?? defaults.zones[0]!.nodeCidrIPv6,
    })),
    podCidr: plan.podCidr.ipv4 ?? defaults.podCidr,
    podCidrIPv6: plan.podCidr.ipv6 ?? defaults.podCidrIPv6,
    serviceCidr: plan.serviceCidr.ipv4 ?? defaults.serviceCidr,
    serviceCidrIPv6: plan.serviceCidr.ipv6 ?? defaults.serviceCidrIPv6,
    underlayMtu: plan.underlayMtu,
  };
}
