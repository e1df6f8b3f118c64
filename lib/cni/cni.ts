/** The contract that every CNI plug-in fulfils: all that differs between them, and nothing else knows their names. */
import type { Datapath } from '../datapath';
import type { Address, Family } from '../net';
import type { Plan, Problem, TestbedSpec } from '../plan';
import type { Noise, Traces } from '../state';
import type { Capabilities } from './capabilities';
import type { Deployment } from './deployment';
import type { CniChoice, CniMode, DataPlane } from './mode';

export type {
  AddressBlocks,
  Announced,
  Chart,
  ChartSource,
  Deployment,
  KubeadmChanges,
  KubernetesSupport,
  NodeTraffic,
  Shown,
} from './deployment';
export { type BarePods, type CniChoice, type CniMode, type DataPlane, type Feature, features } from './mode';

/** The address that a device of a node has, in a cluster that runs; undefined where there is none to be seen. */
export type SeenAddresses = (node: string, device: string, family: Family) => Address | undefined;

/** Blocks of the pod network that a CNI hands out by itself, as its own settings have them. */
export interface CniBlocks {
  /** Prefix length of a block where nothing else is asked for. @default the spec's podPrefix */
  readonly usual?: Readonly<Record<Family, number>>;
  /** Shortest and longest prefix that it takes. */
  readonly prefixes: Readonly<Record<Family, { readonly from: number; readonly to: number }>>;
  /** Most bits that the prefix of a block may be longer by than the pod network's, where it has such a limit. */
  readonly mostBits?: Partial<Readonly<Record<Family, number>>>;
  /** Whether a node takes another block when its pods do not fit; else it has one. */
  readonly several: boolean;
}

/** What a CNI leaves in the cluster's API, as one tells it from others'. */
export interface ObjectTraces {
  /** Keys of annotations of nodes. */
  readonly annotations: RegExp;
  /** Keys of labels of nodes. @default it sets none */
  readonly labels?: RegExp;
  /** Keys of taints of nodes. @default it sets none */
  readonly taints?: RegExp;
  /** Reasons that it gives in a node's condition NetworkUnavailable. */
  readonly reasons: RegExp;
  /** API groups that its custom resource definitions and servers make. @default none */
  readonly groups?: readonly string[];
  /** Namespaces of its own. @default none */
  readonly namespaces?: readonly string[];
}

/** One CNI plug-in: its choices, what they ask of a spec, and the kernel state that they lead to. */
export interface Cni<
  Name extends string = string,
  Mode extends string = string,
  Plane extends DataPlane = DataPlane,
> {
  readonly name: Name;
  /** What titles call it. */
  readonly title: string;
  readonly description: string;
  /** The first is the default. */
  readonly modes: readonly CniMode<Mode>[];
  /** The first is the default. */
  readonly dataPlanes: readonly Plane[];
  /** What it can do in that mode and data plane: what people choose by. */
  capabilities(choice: CniChoice): Capabilities;
  /** Of two families with other overheads, which one pods' MTU allows for: the primary one's, or the widest. @default primary */
  readonly podOverhead?: 'primary' | 'widest';
  /**
   * Which card of several its agents take for the node's where neither the spec nor the chart names one.
   * @default that which has the node's address in Kubernetes
   */
  readonly ownCard?: 'default-route';
  /** What the choice asks of the spec, beyond the plan's proof: of the spec, so that it is reported also where no plan can be made. */
  requirements(spec: TestbedSpec, choice: CniChoice): Problem[];
  /**
   * The kernel state that the plug-in programs on every node.
   * @param seen addresses that its agents have chosen in a cluster; absent: stand-ins for them choose
   */
  datapath(plan: Plan, choice: CniChoice, seen?: SeenAddresses): Datapath;
  /** How it hands out addresses where a spec leaves that to it (`ipam: cni-blocks`). @default it cannot: see noBlocks */
  readonly blocks?: CniBlocks;
  /** Why it has no blocks of its own. @default it is not known to have any */
  readonly noBlocks?: string;
  /** Whether what the lab has in its place cannot carry packets that were translated for Services. @default it can */
  withoutServices?(choice: CniChoice): boolean;
  /** What the lab has in place of the real thing, in a sentence for reports. @default nothing */
  standIn?(choice: CniChoice): string | undefined;
  /** What a real machine has otherwise than computed, and why that is to be expected. @default nothing */
  noise?(choice: CniChoice): readonly Noise[];
  /** What its entries are known by, also when it is gone. @default nothing */
  readonly traces?: Traces;
  /** What its objects in a cluster are known by, likewise. @default nothing */
  readonly objectTraces?: ObjectTraces;
  /** Absent: the CNI exists in the lab only. */
  readonly deployment?: Deployment;
}

/** A plug-in as it is, for the compiler to learn the names of it, its modes and its data planes, for users' specs. */
export function plugin<const Name extends string, const Mode extends string, const Plane extends DataPlane>(
  cni: Cni<Name, Mode, Plane>,
): Cni<Name, Mode, Plane> {
  return cni;
}
