/** Names of kube-proxy's chains, as it makes them (pkg/proxy/{iptables,nftables}/proxier.go, and util.go). */
import { createHash } from 'node:crypto';
import type { Family } from '../net';
import type { PlannedService, ServicePort } from './planned-services';

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** So many digits of base 32 (RFC 4648) of the text's SHA-256. */
export function hashOf(text: string, length: number): string {
  const bits = [...createHash('sha256').update(text).digest()]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  return Array.from({ length }, (_, i) => digits[Number.parseInt(bits.slice(i * 5, i * 5 + 5), 2)]).join('');
}

/** `default/kubernetes:https`. */
export const portName = ({ namespace, name }: PlannedService, port: ServicePort): string =>
  `${namespace}/${name}:${port.name}`;

/** `192.168.1.10:6443`, `[fd00::1]:6443`. */
export const socketName = (address: unknown, family: Family, port: number): string =>
  family === 'ipv6' ? `[${address}]:${port}` : `${address}:${port}`;
