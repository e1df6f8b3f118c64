import type { PlanNode, TestbedSpecInput } from '../plan';
import { type Assets, clusterAssets, generationOf, keys } from './assets';
import type { AwsCluster } from './cluster';
import type { Connectivity } from './connectivity';
import { type BootOptions, bootRole, nodeFiles } from './node-files';
import { cloudConfig, encodeUserData } from './user-data';

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
  const { amiId, ubuntuRelease } = cluster.spec.aws; // what the spec asks for, not what a look-up finds today
  const files = filesOfEachRole(cluster, connectivity !== undefined);
  const generation = generationOf([assets, files, amiId, ubuntuRelease]);
  const options: BootOptions = { generation, connectivity: connectivity !== undefined };
  const filesOf = (node: PlanNode) => nodeFiles(cluster, node, options);
  return {
    generation,
    assets: {
      ...assets,
      [keys.cluster]: `${JSON.stringify(clusterFile(stack, cluster, options), undefined, 2)}\n`,
    },
    cloudConfig: (node) => cloudConfig(node.name, filesOf(node)),
    userData: (node) => {
      const files = filesOf(node);
      return encodeUserData(node.name, cloudConfig(node.name, files), files);
    },
  };
}

/** One node of each role stands for the others: the first one's files name all nodes. */
function filesOfEachRole(cluster: AwsCluster, connectivity: boolean): unknown {
  const nodes = new Map(cluster.plan.nodes.map((node) => [bootRole(cluster, node), node]));
  return [...nodes.values()].map((node) => nodeFiles(cluster, node, { generation: '', connectivity }));
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
    nodes: plan.nodes.map(({ name, role, address }) => ({ name, role, address: `${address.ipv4}` })),
  };
}
