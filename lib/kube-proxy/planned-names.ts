import type { ClusterName } from '../datapath';
import { mapFamilies } from '../net';
import type { PlannedService } from './planned-services';

/** Domain of a cluster's names, as kubeadm has it. */
const clusterDomain = 'cluster.local';

/** The names that a lab's name servers know, out of those that a cluster's would: those that checks ask for. */
export function plannedNames(services: readonly PlannedService[]): ClusterName[] {
  return services
    .filter(({ name }) => name === 'kubernetes')
    .map(({ namespace, name, clusterIp }) => ({
      id: `dns:${name}`,
      name: `${name}.${namespace}.svc.${clusterDomain}`,
      addresses: mapFamilies(clusterIp, (address) => [address]),
    }));
}
