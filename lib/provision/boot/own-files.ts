/** Files of one node alone: who it is, and kubeadm's configuration for it. */
import { stringify } from 'yaml';
import { helmSha256, kubernetesPackage, versions } from '../../base/versions';
import { ipv4Of, valuesOf } from '../../net';
import { type PlanNode, sharesOf } from '../../plan';
import { initDocuments, joinDocument, type KubeadmOptions } from '../kubeadm/configuration';
import type { MachineCluster } from '../machine-cluster';
import { packagesOf } from '../sources/places';
import type { Machines } from './machines';
import { etc, lines, type NodeFile, template } from './node-file';
import { bootRole } from './role-files';
import { jobSteps, stepLines } from './steps';

/** What differs from run to run but not from node to node. */
export interface BootOptions {
  /** Digest of the whole cluster, see generationOf. */
  readonly generation: string;
  /** Whether connectivity Jobs are among the assets. */
  readonly connectivity: boolean;
}

/** The API server's name on every node, in their hosts files only. */
const apiHost = 'api.testbed.internal';

/** Files of this node alone. */
export function ownFiles(
  cluster: MachineCluster,
  machines: Machines,
  node: PlanNode,
  options: BootOptions,
): NodeFile[] {
  const role = bootRole(cluster, node);
  return [
    etc('node.env', nodeEnvironment(cluster, machines, node, options)),
    etc('hosts', hosts(cluster, node)),
    ...(role === 'init' ? initFiles(cluster, options) : [joinFile(cluster, node)]),
  ];
}

function initFiles(cluster: MachineCluster, { connectivity }: BootOptions): NodeFile[] {
  const documents = initDocuments(cluster.plan, kubeadmOptions(cluster));
  return [
    etc('kubeadm.yaml', documents.map((document) => stringify(document)).join('---\n')),
    etc('nodes', lines(cluster.plan.nodes.map(nodeLine))),
    ...(connectivity ? [etc('jobs.steps', stepLines(jobSteps))] : []),
  ];
}

function joinFile(cluster: MachineCluster, node: PlanNode): NodeFile {
  const document = joinDocument(cluster.plan, node, kubeadmOptions(cluster));
  return etc('join.json', `${JSON.stringify(document, undefined, 2)}\n`);
}

function kubeadmOptions({ deployment, choice }: MachineCluster): KubeadmOptions {
  return { kubernetesVersion: `v${versions.kubernetes}`, apiHost, changes: deployment.kubeadm(choice) };
}

/** Read by Bash, so nothing but harmless characters may come through. */
function nodeEnvironment(
  cluster: MachineCluster,
  { processor }: Machines,
  node: PlanNode,
  options: BootOptions,
): string {
  const packages = packagesOf(cluster.sources);
  const values = {
    nodeName: node.name,
    nodeIp: `${ipv4Of(node.address)}`,
    role: bootRole(cluster, node),
    kubernetesPackages: packages.kubernetes,
    kubernetesPackage,
    helmArchives: packages.helm,
    helmVersion: versions.helm,
    helmSha256: helmSha256[processor],
    machine: processor,
    joinAfter: joinAfter(cluster, node),
    generation: options.generation,
  };
  for (const [name, value] of Object.entries(values))
    if (!/^[\w.:/+[\]-]*$/.test(value))
      throw new Error(`node.env: ${name} = ${JSON.stringify(value)} is not safe in a shell`);
  return template('node.env', values);
}

/** The control plane before this one; the second starts when the first has published join data, which it waits for anyway. */
function joinAfter({ plan }: MachineCluster, node: PlanNode): string {
  const controlPlanes = plan.nodes.filter(({ role }) => role === 'control-plane');
  const index = controlPlanes.indexOf(node);
  return index >= 2 ? (controlPlanes[index - 1]?.name ?? '') : '';
}

/** Its own name and the API server's; nodes know each other by address. */
function hosts({ plan }: MachineCluster, node: PlanNode): string {
  return lines([
    `${ipv4Of(node.address)} ${node.name} ${node.name}.testbed.internal`,
    `${plan.apiEndpoint.address} ${apiHost}`,
  ]);
}

function nodeLine(node: PlanNode): string {
  return `${node.name} ${valuesOf(sharesOf(node)).join(',')} ${node.role}`;
}
