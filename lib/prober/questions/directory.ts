import type { Family, Protocol } from '../../net';
import { byFamily } from './own-place';
import { type ControlPorts, endpointIds, type ProbeAddresses, type ServerRole } from './settings';

/** Where servers and Services are, as the API said when the servers ran. */
export class Directory {
  private readonly servers: ReadonlyMap<string, Partial<Record<Family, string>>>;

  constructor(private readonly addresses: ProbeAddresses) {
    this.servers = new Map(
      addresses.pods.map(({ node, role, ips }) => [endpointIds[role](node), byFamily(ips)]),
    );
  }

  /** Families in which there are servers on the pod network. */
  get families(): Family[] {
    const pods = this.addresses.pods.filter(({ role }) => role === 'pod').map(({ ips }) => byFamily(ips));
    return (['ipv4', 'ipv6'] as const).filter((family) => pods.some((ips) => ips[family]));
  }

  /** Where Kubernetes itself listens; absent in addresses of older versions. */
  get control(): ControlPorts | undefined {
    return this.addresses.control;
  }

  has(role: ServerRole): boolean {
    return this.addresses.pods.some((pod) => pod.role === role);
  }

  /** @throws Error where the API has no address of it */
  address(id: string, family: Family): string {
    return required(this.servers.get(id)?.[family], `${id} has no ${family} address in the API`);
  }

  /** What a Service's name stands for: its own address, or, where it has none (headless), those of the servers' pods. */
  namedBy(service: string, family: Family): string[] {
    if (this.serviceFamilies(service).length > 0) return [this.clusterIp(service, family)];
    return this.addresses.pods
      .filter(({ role }) => role === 'pod')
      .flatMap(({ ips }) => byFamily(ips)[family] ?? [])
      .sort();
  }

  /** @throws Error where the Service has none of that family */
  clusterIp(name: string, family: Family): string {
    const ips = this.addresses.services.find((service) => service.name === name)?.clusterIPs ?? [];
    return required(byFamily(ips)[family], `the Service ${name} has no ${family} address`);
  }

  /** @throws Error where the Service has no NodePort */
  nodePort(name: string, protocol: Protocol): number {
    const ports = this.addresses.services.find((service) => service.name === name)?.ports ?? [];
    const port = ports.find((candidate) => candidate.protocol.toLowerCase() === protocol)?.nodePort;
    return required(port, `the Service ${name} has no NodePort for ${protocol}`);
  }

  serviceFamilies(name: string): Family[] {
    const ips = this.addresses.services.find((service) => service.name === name)?.clusterIPs ?? [];
    return (['ipv4', 'ipv6'] as const).filter((family) => byFamily(ips)[family]);
  }
}

function required<T>(value: T | undefined, otherwise: string): T {
  if (value === undefined) throw new Error(otherwise);
  return value;
}
