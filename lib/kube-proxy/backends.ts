import type { Address, Family } from '../net';
import type { PlannedService, ServicePort } from './planned-services';

/** One port of a Service in one family, as one node sees it. */
export interface Backends {
  readonly service: PlannedService;
  readonly port: ServicePort;
  readonly clusterIp: Address;
  /** Where the node sends packets for it. */
  readonly to: readonly Address[];
  /** Whether there are endpoints elsewhere that the node may not take (`internalTrafficPolicy: Local`). */
  readonly elsewhere: boolean;
}

/** What a node knows of Services in a family, port by port. */
export function backendsOf(services: readonly PlannedService[], node: string, family: Family): Backends[] {
  return services.flatMap((service) => {
    const clusterIp = service.clusterIp[family];
    if (!clusterIp) return [];
    const all = service.endpoints.filter(({ address }) => address[family]);
    const taken = service.local ? all.filter((endpoint) => endpoint.node === node) : all;
    const to = taken.map(({ address }) => address[family]!);
    return service.ports.map((port) => ({
      service,
      port,
      clusterIp,
      to,
      elsewhere: all.length > taken.length,
    }));
  });
}
