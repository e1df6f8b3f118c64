import { type Family, familyOf } from '../../net/family';
import { type ProbeEndpoint, plainSockets } from '..';

/** Where a program runs: what the downward API says to its pod. */
export interface OwnPlace {
  /** spec.nodeName. */
  readonly node: string;
  /** status.podIPs; of a pod on the host's network, the node's. */
  readonly ips: readonly string[];
  /** status.hostIP, of pods that ask for it. @default not known */
  readonly hostIp?: string;
}

/** @throws Error where the environment does not say it */
export function ownPlace(env: NodeJS.ProcessEnv): OwnPlace {
  const { NODE_NAME: node, POD_IPS: ips, HOST_IP: hostIp } = env;
  if (!node) throw new Error('NODE_NAME is not set: it must be the name of the node');
  if (!ips) throw new Error("POD_IPS is not set: it must be the pod's addresses, separated by commas");
  return { node, ips: ips.split(','), ...(hostIp ? { hostIp } : {}) };
}

/** An endpoint that this program itself is: there is no namespace to enter. */
export function ownEndpoint(id: string, ips: readonly string[]): ProbeEndpoint {
  return { ...endpointAt(id, ips), enter: (act) => act(), sockets: plainSockets };
}

/** The endpoint that this process is, in its own namespace. */
export function endpointAt(id: string, ips: readonly string[]): ProbeEndpoint {
  return { id, address: byFamily(ips), enter: (act) => act(), sockets: plainSockets };
}

/** The first address of each family. */
export function byFamily(ips: readonly string[]): Partial<Record<Family, string>> {
  const ipv4 = ips.find((ip) => familyOf(ip) === 'ipv4');
  const ipv6 = ips.find((ip) => familyOf(ip) === 'ipv6');
  return { ...(ipv4 ? { ipv4 } : {}), ...(ipv6 ? { ipv6 } : {}) };
}
