/** The files that a node finds at its first boot, from the plan and the template files in bootstrap/. */

import { stringify } from 'yaml';
import { packageFile, renderFile } from '../../base/render';
import { helmSha256, versions } from '../../base/versions';
import { ipv4Of, valuesOf } from '../../net';
import { type PlanNode, sharesOf } from '../../plan';
import { initDocuments, joinDocument, type KubeadmOptions } from '../kubeadm';
import type { AwsCluster } from './cluster';
import { machineOf, parseInstanceType } from './instance-type';

export interface NodeFile {
  readonly path: string;
  /** Octal, as chmod takes it. */
  readonly permissions: '0600' | '0644' | '0755';
  readonly content: string;
}

/** `init` starts the cluster, the others join it. */
export type BootRole = 'init' | 'control-plane' | 'worker';

/** What differs from run to run but not from node to node. */
export interface BootOptions {
  /** Digest of the whole cluster, see generationOf. */
  readonly generation: string;
  /** Whether connectivity Jobs are among the assets. */
  readonly connectivity: boolean;
}

/** The API server's name on every node, in their hosts files only. */
export const apiHost = 'api.testbed.internal';

export function bootRole(cluster: AwsCluster, node: PlanNode): BootRole {
  return node === cluster.plan.nodes[0] ? 'init' : node.role;
}

/** Files that the nodes of a role have, in every cluster. */
export function roleFiles(role: BootRole): NodeFile[] {
  return [
    file('/etc/sysctl.d/99-testbed.conf', template('sysctl.conf')),
    file('/etc/systemd/networkd.conf.d/testbed.conf', template('networkd.conf')),
    file('/etc/systemd/network/50-testbed.link', template('tunnel.link')),
    file('/etc/systemd/system/testbed-boot.service', template('boot.service')),
    file('/etc/systemd/system/testbed-ttl.timer', template('ttl.timer')),
    file('/etc/crictl.yaml', template('crictl.yaml')),
    file(
      '/etc/containerd/config.toml',
      template('containerd.toml', { pauseImage: `registry.k8s.io/pause:${versions.pause}` }),
    ),
    ...['lib.sh', 'boot.sh', `${role}.sh`].map(script),
    ...(role === 'init' ? ['install-cni.sh', 'connectivity.sh'].map(script) : []),
    ...(role === 'init' ? ['nodes.jq', 'joined.jq'] : ['fill-join.jq']).map(program),
  ];
}

/** Files that all nodes of the cluster have. */
export function clusterFiles({ deployment, choice, spec }: AwsCluster): NodeFile[] {
  return [
    file('/etc/modules-load.d/testbed.conf', lines(deployment.kernelModules(choice))),
    file(
      '/etc/systemd/system/testbed-ttl.service',
      template('ttl.service', { ttlMinutes: `${60 * spec.aws.ttlHours}` }),
    ),
  ];
}

/** Files of this node alone. */
export function ownFiles(cluster: AwsCluster, node: PlanNode, options: BootOptions): NodeFile[] {
  const role = bootRole(cluster, node);
  return [
    etc('node.env', nodeEnvironment(cluster, node, role, options)),
    etc('hosts', hosts(cluster, node)),
    ...(role === 'init' ? initFiles(cluster) : [joinFile(cluster, node)]),
  ];
}

function initFiles(cluster: AwsCluster): NodeFile[] {
  const documents = initDocuments(cluster.plan, kubeadmOptions(cluster));
  return [
    etc('kubeadm.yaml', documents.map((document) => stringify(document)).join('---\n')),
    etc('nodes', lines(cluster.plan.nodes.map(nodeLine))),
  ];
}

function joinFile(cluster: AwsCluster, node: PlanNode): NodeFile {
  const document = joinDocument(cluster.plan, node, kubeadmOptions(cluster));
  return etc('join.json', `${JSON.stringify(document, undefined, 2)}\n`);
}

function kubeadmOptions({ deployment, choice }: AwsCluster): KubeadmOptions {
  return { kubernetesVersion: `v${versions.kubernetes}`, apiHost, changes: deployment.kubeadm(choice) };
}

/** Read by Bash, so nothing but harmless characters may come through. */
function nodeEnvironment(cluster: AwsCluster, node: PlanNode, role: BootRole, options: BootOptions): string {
  const machine = machineOf(parseInstanceType(cluster.spec.aws.instanceType)!);
  const values = {
    nodeName: node.name,
    nodeIp: `${ipv4Of(node.address)}`,
    role,
    kubernetesMinor: `v${versions.kubernetes.split('.').slice(0, 2).join('.')}`,
    kubernetesPackage: `${versions.kubernetes}-${versions.kubernetesPackageRevision}`,
    helmVersion: versions.helm,
    helmSha256: helmChecksum(machine),
    machine,
    joinAfter: joinAfter(cluster, node),
    connectivity: options.connectivity ? 'yes' : 'no',
    generation: options.generation,
  };
  for (const [name, value] of Object.entries(values))
    if (!/^[\w.:-]*$/.test(value))
      throw new Error(`node.env: ${name} = ${JSON.stringify(value)} is not safe in a shell`);
  return template('node.env', values);
}

function helmChecksum(machine: 'amd64' | 'arm64'): string {
  const checksum = helmSha256[machine];
  return checksum;
}

/** The control plane before this one; the second starts when the first has published join data, which it waits for anyway. */
function joinAfter({ plan }: AwsCluster, node: PlanNode): string {
  const controlPlanes = plan.nodes.filter(({ role }) => role === 'control-plane');
  const index = controlPlanes.indexOf(node);
  return index >= 2 ? controlPlanes[index - 1]!.name : '';
}

/** Its own name and the API server's; nodes know each other by address. */
function hosts({ plan }: AwsCluster, node: PlanNode): string {
  return lines([
    `${ipv4Of(node.address)} ${node.name} ${node.name}.testbed.internal`,
    `${plan.apiEndpoint.address} ${apiHost}`,
  ]);
}

function nodeLine(node: PlanNode): string {
  return `${node.name} ${valuesOf(sharesOf(node)).join(',')} ${node.role}`;
}

const file = (path: string, content: string, permissions: NodeFile['permissions'] = '0644'): NodeFile => ({
  path,
  permissions,
  content,
});
const etc = (name: string, content: string): NodeFile => file(`/etc/testbed/${name}`, content);
const script = (name: string): NodeFile => file(`/opt/testbed/${name}`, template(name), '0755');
const program = (name: string): NodeFile => file(`/opt/testbed/${name}`, template(name));
const lines = (items: readonly string[]): string => items.map((item) => `${item}\n`).join('');

function template(name: string, values?: Readonly<Record<string, string>>): string {
  return values
    ? renderFile(`provision/aws/bootstrap/${name}`, values)
    : packageFile(`provision/aws/bootstrap/${name}`);
}
