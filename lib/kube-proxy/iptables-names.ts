/** Names of the chains of kube-proxy's iptables mode. */
import type { Address } from '../net';
import type { Backends } from './backends';
import { hashOf, portName, socketName } from './names';

const hashLength = 16;

/** `default/kubernetes:https`. */
export const nameOf = ({ service, port }: Backends): string => portName(service, port);

const hashed = (prefix: string, one: Backends, rest = '') =>
  `${prefix}-${hashOf(`${nameOf(one)}${one.port.protocol}${rest}`, hashLength)}`;

/** Name of the chain that chooses an endpoint. */
export const serviceChain = (one: Backends): string =>
  hashed(one.service.local ? 'KUBE-SVL' : 'KUBE-SVC', one);
/** Name of the chain for what comes by the NodePort. */
export const externalChain = (one: Backends): string => hashed('KUBE-EXT', one);
/** Name of the chain that leads to an endpoint. */
export const endpointName = (one: Backends, address: Address): string =>
  hashed('KUBE-SEP', one, socketName(address, address.family, one.port.targetPort));
