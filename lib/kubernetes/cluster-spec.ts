import type { CniChoice } from '../cni';
import { Address, Cidr, type PerFamily } from '../net';
import { type Plan, parseSpec, type TestbedSpec } from '../plan';
import { byFamily } from './cluster-node';
import type { ClusterObservations } from './observations';

/** The API does not always tell the range: the usual sizes around a Service's address. */
export function serviceRange({ services }: ClusterObservations): PerFamily<Cidr> {
  const ips = services.flatMap(({ spec }) => spec?.clusterIPs ?? []).filter((ip) => ip !== 'None');
  const { ipv4, ipv6 } = byFamily(ips, Address.parse);
  return {
    ipv4: Cidr.around(ipv4 ?? Address.parse('10.96.0.1'), 16),
    ...(ipv6 ? { ipv6: Cidr.around(ipv6, 112) } : {}),
  };
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
    ipFamily: plan.families.length > 1 ? 'dual' : 'ipv4',
    zones: plan.zones.map(({ name, nodeCidr }) => ({
      name,
      nodeCidr: nodeCidr.ipv4,
      nodeCidrIPv6: nodeCidr.ipv6 ?? defaults.zones[0]!.nodeCidrIPv6,
    })),
    podCidr: plan.podCidr.ipv4,
    podCidrIPv6: plan.podCidr.ipv6 ?? defaults.podCidrIPv6,
    serviceCidr: plan.serviceCidr.ipv4,
    serviceCidrIPv6: plan.serviceCidr.ipv6 ?? defaults.serviceCidrIPv6,
    underlayMtu: plan.underlayMtu,
  };
}
