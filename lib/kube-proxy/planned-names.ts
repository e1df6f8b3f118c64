import type { ClusterName } from '../datapath';
import { mapFamilies } from '../net';
import type { PlannedService, ServiceEndpoint } from './planned-services';

/** Domain of a cluster's names, as kubeadm has it. */
const clusterDomain = 'cluster.local';

/** The names that a lab's name servers know: of what a cluster's would, those that checks ask for. */
export function plannedNames(services: readonly PlannedService[]): ClusterName[] {
  const named = (wanted: string) => services.filter(({ name }) => name === wanted);
  return [
    ...named('kubernetes').map((service) =>
      nameOf(
        service,
        mapFamilies(service.clusterIp, (address) => [address]),
      ),
    ),
    ...named('cluster-ip').flatMap(({ endpoints, ...service }) =>
      endpoints[0] ? [nameOf({ ...service, name: headless }, addressesOf(endpoints, endpoints[0]))] : [],
    ),
  ];
}

/** A Service without an address of its own, with the pods of the Service `cluster-ip` behind it. */
const headless = 'headless';

const nameOf = (
  { namespace, name }: Pick<PlannedService, 'namespace' | 'name'>,
  addresses: ClusterName['addresses'],
): ClusterName => ({ id: `dns:${name}`, name: `${name}.${namespace}.svc.${clusterDomain}`, addresses });

/** All that a headless Service's name stands for, in the families of its pods. */
const addressesOf = (endpoints: readonly ServiceEndpoint[], { address }: ServiceEndpoint) =>
  mapFamilies(address, (_, family) => endpoints.flatMap((one) => one.address[family] ?? []));
