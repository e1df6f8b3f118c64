/** Names of the chains of kube-proxy's nftables mode. */
import type { Address } from '../../net';
import type { Backends } from '../backends';
import { hashOf } from '../names';

const hashLength = 8;

/** Names of chains that all Services share. */
export const shared = {
  services: 'services',
  masquerading: 'masquerading',
  mark: 'mark-for-masquerade',
  reject: 'reject-chain',
  servicesCheck: 'service-endpoints-check',
  nodePortsCheck: 'nodeport-endpoints-check',
  clusterIpsCheck: 'cluster-ips-check',
} as const;

/** `default/kubernetes/tcp/https`. */
const pathOf = ({ service: { namespace, name }, port }: Pick<Backends, 'service' | 'port'>) =>
  `${namespace}/${name}/${port.protocol}/${port.name}`;

const hashed = (kind: string, name: string) => `${kind}-${hashOf(name, hashLength)}-${name}`;
/** Name of the chain that chooses an endpoint. */
export const serviceName = (one: Backends) => hashed(one.service.local ? 'local' : 'service', pathOf(one));
/** Name of the chain for what comes by the NodePort. */
export const externalName = (one: Backends) => hashed('external', pathOf(one));
/** Name of the chain that leads to an endpoint. */
export const endpointName = (one: Pick<Backends, 'service' | 'port'>, address: Address) =>
  hashed('endpoint', `${pathOf(one)}__${`${address}`.replaceAll(':', '.')}/${one.port.targetPort}`);
