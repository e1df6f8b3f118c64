import { ipv4Of } from '../../net';
import type { PlanNode, TestbedSpecInput } from '../../plan';
import { type Assets, clusterAssets, generationOf, keys } from './assets';
import type { AwsCluster } from './cluster';
import type { Connectivity } from './connectivity';
import { type BootOptions, bootRole, clusterFiles, ownFiles } from './node-files';
import { clusterPiece, encodeUserData, nodePiece, rolePiece } from './user-data';

/** All that the machines of one cluster start from. */
export interface ClusterBoot {
  /** Digest of everything below; part of every node's user data. */
  readonly generation: string;
  readonly assets: Assets;
  /** The node's cloud-config as text. */
  cloudConfig(node: PlanNode): string;
  /** The same as EC2 takes it. */
  userData(node: PlanNode): string;
}

/** What `testbed status` must know of a cluster; the object at keys.cluster. */
export interface ClusterFile {
  readonly stack: string;
  readonly cni: string;
  readonly mode: string;
  readonly generation: string;
  readonly ttlHours: number;
  /** The whole spec, defaults included: what was deployed, whatever the files say by now. parseSpec reads it. */
  readonly spec: TestbedSpecInput;
  /** Whether observations are to be expected. */
  readonly connectivity: boolean;
  readonly nodes: readonly { readonly name: string; readonly role: string; readonly address: string }[];
}

export function clusterBoot(stack: string, cluster: AwsCluster, connectivity?: Connectivity): ClusterBoot {
  const assets = clusterAssets(cluster, connectivity);
  const connected = connectivity !== undefined;
  const options: BootOptions = { generation: digestOf(cluster, assets, connected), connectivity: connected };
  const ofCluster = clusterPiece(clusterFiles(cluster));
  const pieces = (node: PlanNode) => [
    rolePiece(bootRole(cluster, node)),
    ofCluster,
    nodePiece(node.name, ownFiles(cluster, node, options)),
  ];
  return {
    generation: options.generation,
    assets: {
      ...assets,
      [keys.cluster]: `${JSON.stringify(clusterFile(stack, cluster, options), undefined, 2)}\n`,
    },
    cloudConfig: (node) => pieces(node).reduce((text, piece) => text + piece.text, ''),
    userData: (node) => encodeUserData(node.name, pieces(node)),
  };
}

/**
 * One node of each role stands for the others, as the first node's files name them all. What the spec asks for counts, not
 * what a look-up finds today.
 */
function digestOf(cluster: AwsCluster, assets: Assets, connectivity: boolean): string {
  const { amiId, ubuntuRelease } = cluster.spec.aws;
  const nodes = new Map(cluster.plan.nodes.map((node) => [bootRole(cluster, node), node]));
  const files = [...nodes].map(([role, node]) => [
    rolePiece(role).files,
    ownFiles(cluster, node, { generation: '', connectivity }),
  ]);
  return generationOf([assets, clusterFiles(cluster), files, amiId, ubuntuRelease]);
}

function clusterFile(
  stack: string,
  { cni, choice, plan, spec }: AwsCluster,
  options: BootOptions,
): ClusterFile {
  return {
    stack,
    cni: cni.name,
    mode: choice.mode.name,
    generation: options.generation,
    ttlHours: spec.aws.ttlHours,
    spec: JSON.parse(JSON.stringify(spec)),
    connectivity: options.connectivity,
    nodes: plan.nodes.map(({ name, role, address }) => ({ name, role, address: `${ipv4Of(address)}` })),
  };
}
