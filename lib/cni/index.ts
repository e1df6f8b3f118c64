/** The CNI plug-ins. This list is the only place that a new one is entered at. */

import { calico } from './calico';
import { cilium } from './cilium';
import type { Cni } from './cni';
import { flannel } from './flannel';
import { none } from './none';

/** All CNI plug-ins; the first is the default. */
export const cnis: readonly Cni[] = [flannel, calico, cilium, none];

export {
  type Capabilities,
  type Capability,
  type CapabilityId,
  type Cell,
  capabilities,
  type KernelCell,
  nothingVerified,
} from './capabilities';
export type {
  Announced,
  BarePods,
  Chart,
  ChartSource,
  Cni,
  CniChoice,
  CniMode,
  DataPlane,
  Deployment,
  Feature,
  KubeadmChanges,
  NodeTraffic,
  ObjectTraces,
  SeenAddresses,
  Shown,
} from './cni';
export { features } from './cni';
export { ipv6Minimums } from './common/requirements';
export { ownerOf } from './owner-of';
export { cniTitle } from './title-of';
export { unreadDatapath } from './unread';
