/** A node: mount, PID, UTS and network namespaces with a root file system, containerd and a kubelet of its own. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../../lib/plan';
import type { Parts } from '../build';
import { cgroupOf, makeCgroups } from './cgroups';
import type { Fabric } from './fabric';
import { linkImages } from './images';
import type { ClusterNode } from './kubeadm';
import { inMachineOf, run, startMachine } from './namespaces';

/** A node that runs. */
export interface Machine extends ClusterNode {
  /** Its first process, as the machine outside numbers it. */
  readonly pid: number;
  /** Its folder outside: logs are in `log`. */
  readonly folder: string;
  /** Runs a command in it that must succeed. @throws ExecError */
  readonly exec: (words: readonly string[], input?: string) => Promise<string>;
  readonly release: () => Promise<void>;
}

/** What all nodes of a cluster share. */
export interface NodeSettings {
  readonly plan: Plan;
  readonly fabric: Fabric;
  readonly parts: Parts;
  /** Folder of a containerd that has all images. */
  readonly images: string;
  /** Folder with the scripts that run in nodes. */
  readonly scripts: string;
  /** Folder for the nodes' folders. */
  readonly folder: string;
}

/** Starts a node and puts it on the network. */
export async function startNode(settings: NodeSettings, node: ClusterNode): Promise<Machine> {
  const { parts, scripts } = settings;
  const folder = await prepareNode(settings, node.name);
  const start = [node.name, folder, parts.folder, cgroupOf(node.name)];
  const { pid, release } = await startMachine(scripts, start);
  const exec = (words: readonly string[], input?: string) => run([...inMachineOf(pid), ...words], { input });
  const machine = { ...node, pid, folder, exec, release };
  await settings.fabric.attach(pid, settings.plan, node.planned.zone);
  await addressCard(settings.plan, machine);
  return machine;
}

/** Makes a node's folder, with all images in it, and its control groups; returns the folder. */
export async function prepareNode({ folder: all, images }: NodeSettings, name: string): Promise<string> {
  const folder = join(all, name);
  mkdirSync(folder, { recursive: true });
  makeCgroups(name);
  await linkImages(images, join(folder, 'containerd'));
  return folder;
}

/** Gives a node's card the addresses of the plan, and the routes to the zone's gateways. */
export async function addressCard(
  plan: Plan,
  { planned, exec }: Pick<Machine, 'planned' | 'exec'>,
): Promise<void> {
  const zone = plan.zones.find(({ name }) => name === planned.zone)!;
  await exec(['ip', 'link', 'set', 'eth0', 'up']);
  for (const family of plan.families) {
    const address = `${planned.address[family]}/${zone.nodeCidr[family]!.prefix}`;
    await exec(['ip', 'address', 'add', address, 'dev', 'eth0']);
    const version = family === 'ipv6' ? ['-6'] : [];
    await exec(['ip', ...version, 'route', 'add', 'default', 'via', `${zone.gateway[family]}`]);
  }
}
