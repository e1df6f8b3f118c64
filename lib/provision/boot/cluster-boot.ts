import { ipv4Of } from '../../net';
import type { PlanNode } from '../../plan';
import type { ClusterFile } from '../exchange/cluster-file';
import { keys } from '../exchange/keys';
import type { MachineCluster } from '../machine-cluster';
import { type Assets, clusterAssets, generationOf } from './assets';
import type { Connectivity } from './connectivity';
import type { Machines } from './machines';
import type { NodeFile } from './node-file';
import { type BootOptions, ownFiles } from './own-files';
import { bootRole, clusterFiles } from './role-files';
import { clusterPiece, encodeUserData, nodePiece, rolePiece } from './user-data';

/** All that the machines of one cluster start from. */
export interface ClusterBoot {
  /** Digest of everything below; part of every node's user data. */
  readonly generation: string;
  readonly assets: Assets;
  /** All files that the node starts from. */
  files(node: PlanNode): readonly NodeFile[];
  /** The node's cloud-config as text. */
  cloudConfig(node: PlanNode): string;
  /** The same compressed and in base64, as clouds take it. @throws SpecError where it is too large for a machine */
  userData(node: PlanNode): string;
}

/** What makes a cluster: the plan and all that its machines run, in one value. */
export interface BootWanted {
  /** Name of the stack. */
  readonly stack: string;
  readonly cluster: MachineCluster;
  readonly machines: Machines;
  /** The Jobs that run when all nodes are Ready. @default none */
  readonly connectivity?: Connectivity;
}

/** Makes everything that the machines of a cluster start from. */
export function clusterBoot(wanted: BootWanted): ClusterBoot {
  const { cluster, machines } = wanted;
  const assets = clusterAssets(cluster, wanted.connectivity);
  const connectivity = wanted.connectivity !== undefined;
  const options: BootOptions = { generation: digestOf(wanted, assets), connectivity };
  const ofCluster = clusterPiece(clusterFiles(cluster, machines));
  const pieces = (node: PlanNode) => [
    rolePiece(bootRole(cluster, node), machines.script),
    ofCluster,
    nodePiece(node.name, ownFiles(cluster, machines, node, options)),
  ];
  return {
    generation: options.generation,
    assets: { ...assets, [keys.cluster]: `${JSON.stringify(clusterFile(wanted, options), undefined, 2)}\n` },
    files: (node) => pieces(node).flatMap(({ files }) => files),
    cloudConfig: (node) => pieces(node).reduce((text, piece) => text + piece.text, ''),
    userData: (node) => encodeUserData(node.name, pieces(node), machines.userDataLimit),
  };
}

/**
 * One node of each role stands for the others, as the first node's files name them all. What the spec asks for counts, not
 * what a look-up finds today.
 */
function digestOf({ cluster, machines, connectivity }: BootWanted, assets: Assets): string {
  const options = { generation: '', connectivity: connectivity !== undefined };
  const nodes = new Map(cluster.plan.nodes.map((node) => [bootRole(cluster, node), node]));
  const files = [...nodes].map(([role, node]) => [
    rolePiece(role, machines.script).files,
    ownFiles(cluster, machines, node, options),
  ]);
  return generationOf([assets, cluster.plan, clusterFiles(cluster, machines), files, ...machines.identity]);
}

function clusterFile({ stack, cluster, machines }: BootWanted, options: BootOptions) {
  const { cni, choice, plan, spec } = cluster;
  const nodes = plan.nodes.map(({ name, role, address }) => ({ name, role, address: `${ipv4Of(address)}` }));
  return {
    stack,
    cni: cni.name,
    mode: choice.mode.name,
    generation: options.generation,
    ttlHours: machines.ttlHours,
    spec,
    connectivity: options.connectivity,
    nodes,
  } satisfies Record<keyof ClusterFile, unknown>;
}
