/** Where Kubernetes itself listens, from what the API says: its own Service, that Service's endpoints, and the nodes. */
import type { Service } from 'kubernetes-types/core/v1';
import type { EndpointSlice } from 'kubernetes-types/discovery/v1';
import { apiServerService } from '../../check';
import { Address } from '../../net';
import { type ControlPort, type ControlPorts, endpointIds } from '../../prober/questions/settings';
import type { ClusterNode } from '../cluster-node';

/** What the API says of itself; empty lists where it may not be read. */
export interface ControlObjects {
  /** The Service `kubernetes` of the namespace `default`. */
  readonly services: readonly Service[];
  /** Its endpoints. */
  readonly endpointSlices: readonly EndpointSlice[];
}

/** Port of the API servers' Service and endpoints, by its name. */
const portName = 'https';

/** Id of an API server that is no node of the cluster: of managed ones. */
const apiServerId = (address: string): string => `api-server:${address}`;

/** The ports. @param nodes that are tested */
export function controlPorts(
  nodes: readonly Pick<ClusterNode, 'name' | 'role' | 'address' | 'kubeletPort'>[],
  { services, endpointSlices }: ControlObjects,
): ControlPorts {
  const byAddress = new Map(
    nodes.flatMap(({ name, address }) => textsOf(address).map((one) => [one, endpointIds.node(name)])),
  );
  const ofEndpoints = endpointSlices.flatMap(({ endpoints, ports }) =>
    (endpoints ?? []).flatMap(({ addresses }) =>
      addresses.flatMap((text): ControlPort[] => {
        const address = `${Address.parse(text)}`;
        const port = portOf(ports);
        return port ? [{ id: byAddress.get(address) ?? apiServerId(address), address, port }] : [];
      }),
    ),
  );
  const ofService = services.flatMap(({ spec }) =>
    (spec?.clusterIPs ?? []).flatMap((address): ControlPort[] => {
      const port = portOf(spec?.ports);
      return port && address !== 'None' ? [{ id: apiServerService, address, port }] : [];
    }),
  );
  return {
    apiServers: [...ofEndpoints, ...ofService],
    kubelets: nodes.flatMap(({ name, address, kubeletPort: port }) =>
      port ? textsOf(address).map((one) => ({ id: endpointIds.node(name), address: one, port })) : [],
    ),
    controlPlanes: nodes
      .filter(({ role }) => role === 'control-plane')
      .map(({ name }) => endpointIds.node(name)),
  };
}

function portOf(
  ports: readonly { readonly name?: string; readonly port?: number }[] = [],
): number | undefined {
  return (ports.find(({ name }) => name === portName) ?? ports[0])?.port;
}

const textsOf = ({ ipv4, ipv6 }: ClusterNode['address']): string[] =>
  [ipv4, ipv6].flatMap((one) => (one ? [`${one}`] : []));
