/** What a machine must have. Sources: kubernetes.io, "Installing kubeadm" and "Ports and Protocols". */
import type { NodeRole } from '../../../plan';

/** Systems that the boot scripts are made for, by os-release. */
export const supported = [
  { id: 'ubuntu', version: '24.04', title: 'Ubuntu 24.04' },
  { id: 'ubuntu', version: '26.04', title: 'Ubuntu 26.04' },
  { id: 'debian', version: '13', title: 'Debian 13' },
] as const;

/** Processors that Kubernetes, containerd and the CNIs have packages and images for, as `uname -m` has them. */
export const architectures: readonly string[] = ['x86_64', 'aarch64'];

/**
 * kubeadm's own limits for control planes (cmd/kubeadm/app/constants), room for packages and images, and the major version of
 * containerd: Kubernetes 1.35 was the last to take 1.x (its release notes; containerd RELEASES.md).
 */
export const least = { cpus: 2, memoryMiB: 1700, diskGiB: 8, containerd: 2 } as const;

/** Seconds by which two clocks may differ: certificates are valid from the moment they are made. */
export const mostSkewS = 30;

const everyNode = [10250, 10256];
const controlPlane = [6443, 2379, 2380, 10257, 10259];

/** TCP ports that Kubernetes listens on. */
export const portsOf = (role: NodeRole): readonly number[] =>
  role === 'control-plane' ? [...controlPlane, ...everyNode] : everyNode;
