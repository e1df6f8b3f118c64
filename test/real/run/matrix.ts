/** The clusters of docs/real.md. */
import { type Configuration, nameOf } from './configuration';

const three = { ipFamily: 'ipv4', nodes: 3 } as const;
const dual = { ipFamily: 'dual', nodes: 3 } as const;

/** Every configuration that is run, in the order of the table. */
export const matrix: readonly Configuration[] = [
  { cni: 'flannel', mode: 'vxlan', ...three },
  { cni: 'flannel', mode: 'vxlan', dataPlane: 'nftables', ...three },
  { cni: 'flannel', mode: 'vxlan', ...dual },
  { cni: 'flannel', mode: 'vxlan', dataPlane: 'nftables', ...dual },
  { cni: 'flannel', mode: 'vxlan-direct', ...three },
  { cni: 'flannel', mode: 'host-gw', ...three },
  { cni: 'flannel', mode: 'host-gw', ...dual },
  { cni: 'cilium', mode: 'vxlan', ...three },
  { cni: 'cilium', mode: 'vxlan', ...dual },
  { cni: 'cilium', mode: 'vxlan', kubeProxy: 'nftables', ...dual },
  { cni: 'cilium', mode: 'vxlan', dataPlane: 'ebpf', ...three },
  { cni: 'cilium', mode: 'vxlan', dataPlane: 'ebpf', ...dual },
  { cni: 'cilium', mode: 'vxlan', clusterPolicies: true, ...dual },
  { cni: 'cilium', mode: 'native', ...three },
  { cni: 'cilium', mode: 'native', ...dual },
  { cni: 'cilium', mode: 'native', dataPlane: 'ebpf', ...three },
  { cni: 'flannel', mode: 'vxlan', ipFamily: 'ipv4', nodes: 10 },
  { cni: 'calico', mode: 'vxlan', ...three },
  { cni: 'calico', mode: 'vxlan', dataPlane: 'nftables', ...dual },
  { cni: 'calico', mode: 'vxlan-cross-subnet', ...three },
  { cni: 'calico', mode: 'bgp', ...three },
  { cni: 'calico', mode: 'vxlan', dataPlane: 'ebpf', ...three },
];

/** Their names. */
export const matrixNames: readonly string[] = matrix.map(nameOf);

/** The configuration of a name. @throws Error with all names */
export function configurationNamed(name: string): Configuration {
  const found = matrix[matrixNames.indexOf(name)];
  if (found) return found;
  throw new Error(`there is no configuration ${JSON.stringify(name)}: choose of ${matrixNames.join(', ')}`);
}
