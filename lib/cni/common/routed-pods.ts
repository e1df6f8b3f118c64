/** Pods on cables of their own, each with a route to its one address: Calico's and Cilium's way. */
import { emptyHost, type Host, type Route, type VethLink } from '../../datapath';
import { type Address, Cidr, type Family, isLinkLocal, macOf, valuesOf } from '../../net';
import type { PlanNode, PlanPod } from '../../plan';
import { podHostName } from './bridged-pods';
import { cable, plainSysctls, single } from './wiring';

/** The cables between a node and its pods, and how packets find their way over them. */
export interface PodCables {
  /** Name of the node's end of a pod's cable. */
  readonly linkName: (pod: PlanPod) => string;
  /** MAC address of the node's ends, where all have the same. @default one each */
  readonly mac?: string;
  /** What the pods take for their router. */
  readonly gateway: (family: Family) => Address;
  /** Families in which the node does not answer for the gateway by itself; pods then have a permanent entry for it. */
  readonly unanswered?: readonly Family[];
  /** MTU of the cables in bytes. */
  readonly mtu: number;
  /** MTU of the pods' default route in bytes, where smaller than the cable's. */
  readonly routeMtu?: number;
  /** Metric of the node's routes to its pods. @default none */
  readonly metric?: number;
  /** Source of the node's own packets to its pods. @default the kernel's choice */
  readonly source?: (family: Family) => Address;
  /** Settings of the node's ends, by their name under /proc/sys/net/ipv4/conf/LINK. */
  readonly sysctls?: Readonly<Record<string, string>>;
}

/** The node's ends of the pods' cables. */
export function podCables(node: PlanNode, { linkName, mac, mtu }: PodCables): VethLink[] {
  return node.pods.map((pod) => {
    const link = cable(node.name, linkName(pod), podHostName(pod), 'eth0', mtu);
    return { ...link, mac: mac ?? link.mac };
  });
}

/** The node's routes to its pods, one an address. */
export function podRoutes(node: PlanNode, { linkName, metric, source }: PodCables): Route[] {
  return node.pods.flatMap((pod) =>
    valuesOf(pod.address).map((address) => ({
      destination: single(address),
      link: linkName(pod),
      metric,
      source: source?.(address.family),
    })),
  );
}

/** Settings of the node's ends, as paths under /proc/sys/net. */
export function podCableSysctls(
  node: PlanNode,
  { linkName, sysctls = {} }: PodCables,
): Record<string, string> {
  return Object.fromEntries(
    node.pods.flatMap((pod) =>
      Object.entries(sysctls).map(([name, value]) => [`ipv4/${name.replace('LINK', linkName(pod))}`, value]),
    ),
  );
}

/** The pods' own network stacks: one address, and a router that is on the cable although no prefix says so. */
export function routedPods(
  node: PlanNode,
  { linkName, gateway, mtu, routeMtu, mac, unanswered = [] }: PodCables,
): Host[] {
  return node.pods.map((pod) => ({
    ...emptyHost(podHostName(pod), 'pod'),
    links: [
      {
        ...cable(podHostName(pod), 'eth0', node.name, linkName(pod), mtu),
        addresses: valuesOf(pod.address).map((address) => ({ address, prefix: single(address).prefix })),
      },
    ],
    routes: valuesOf(pod.address).flatMap(({ family }): Route[] => [
      // what is on every IPv6 link by itself needs no route
      ...(isLinkLocal(gateway(family)) ? [] : [{ destination: single(gateway(family)), link: 'eth0' }]),
      { destination: new Cidr(family, 0n, 0), via: gateway(family), link: 'eth0', mtu: routeMtu },
    ]),
    neighbours: unanswered.map((family) => ({
      link: 'eth0',
      address: gateway(family),
      mac: mac ?? macOf(node.name, linkName(pod)),
    })),
    sysctls: plainSysctls,
  }));
}

/** `cali` or `lxc` and as much of a hash as fits a link's name. */
export function hashedName(prefix: string, pod: PlanPod): string {
  const hash = macOf(pod.name).replaceAll(':', '');
  return `${prefix}${hash}`.slice(0, 15);
}
