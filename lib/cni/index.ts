/** The CNI plug-ins. This list is the only place that a new one is entered at. */

import { calico } from './calico';
import { cilium } from './cilium';
import type { Cni } from './cni';
import { flannel } from './flannel';
import { none } from './none';

/** The list with the names that its entries have. */
const listed = [flannel, calico, cilium, none] as const;

/** All CNI plug-ins; the first is the default. */
export const cnis: readonly Cni[] = listed;

type Listed<Name extends string = string> = Extract<(typeof listed)[number], { readonly name: Name }>;

/** Names of the CNI plug-ins. */
export type CniName = Listed['name'];

/** Name of the plug-in that a spec has which names none. */
export type DefaultCniName = (typeof listed)[0]['name'];

/** Names of a plug-in's modes; of all plug-ins' modes where none is named. */
export type ModeName<Name extends CniName = CniName> = Listed<Name>['modes'][number]['name'];

/** Names of a plug-in's data planes; likewise of all. */
export type DataPlaneName<Name extends CniName = CniName> = Listed<Name>['dataPlanes'][number];

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
export { betweenZonesMtu, overheadOf, podMtus } from './common/mtu';
export { ownBlocks } from './common/own-blocks';
export { settingProblems } from './common/setting-problems';
export { ownerOf } from './owner-of';
export { cniTitle } from './title-of';
export { unreadDatapath } from './unread';
