/** All that is done to machines before they boot by themselves. It can be cut off anywhere and done again. */
import { TargetError } from '../../../base/target-error';
import { type ClusterBoot, clusterBoot } from '../../boot/cluster-boot';
import type { Connectivity } from '../../boot/connectivity';
import type { Machines } from '../../boot/machines';
import { keys } from '../../exchange/keys';
import type { MachineCluster } from '../../machine-cluster';
import { putObject, readObject } from '../exchange/folder';
import { neighboursOf } from '../neighbours';
import type { ConnectedNode } from '../remote';
import { everyReset } from '../reset/every-reset';
import { resetMachine } from '../reset/reset-machine';
import { resetting, underWay } from '../under-way';
import { machineFiles } from './machine-files';
import { putFiles } from './put-files';
import { type Standing, standingOn } from './standing';
import { selfOf, startBoot } from './start';

/** What is to stand, and on what. */
export interface Wanted {
  readonly stack: string;
  readonly cluster: MachineCluster;
  readonly connectivity?: Connectivity;
  /** In the plan's order, all of its nodes. */
  readonly nodes: readonly ConnectedNode[];
}

/** What is done to a machine; `clean`: its reset is over, and nothing was found that it has left. */
export type Deed = 'reset' | 'clean' | 'files' | 'start' | 'nothing';

/** Called for what was done to a machine. */
export type OnDeed = (node: string, deed: Deed) => void;

/** A machine with what stands on it before anything is done. */
export interface Found {
  readonly node: ConnectedNode;
  readonly standing: Standing;
}

/**
 * Looks at machines, and refuses by throwing: all of them before anything changes, those with another cluster of the testbed's
 * before they are reset, and the same when they were.
 */
export type Look = (
  moment: 'at-first' | 'before-reset' | 'after-reset',
  found: readonly Found[],
) => Promise<void>;

/** Who is asked and told while machines are prepared. */
export interface Preparing {
  /** @default nobody looks */
  readonly look?: Look;
  /** Called for what was done to a machine. @default nothing */
  readonly onDeed?: OnDeed;
}

/** Puts in place what the machines boot from, and starts them: those that have it and are done are left alone. */
export async function prepare(
  wanted: Wanted,
  { look = async () => {}, onDeed = () => {} }: Preparing = {},
): Promise<ClusterBoot> {
  const { stack, cluster, connectivity, nodes } = wanted;
  const standings = await Promise.all(
    nodes.map((node) => underWay('it was asked what stands on it', () => standingOn(node))),
  );
  const found = nodes.map((node, i) => ({ node, standing: standings[i]! }));
  await look('at-first', found);
  refuseForeign(nodes, standings);
  const machines = machinesOf(nodes, standings);
  const boot = clusterBoot({ stack, cluster, machines, connectivity });
  await resetOthers(cluster, notOf(boot.generation, found), look, onDeed);
  const changed = await Promise.all(
    nodes.map((node, i) =>
      underWay('its files were put in place', () =>
        putFiles(node, machineFiles(boot, cluster.plan.nodes[i]!)),
      ),
    ),
  );
  await underWay('the cluster’s files were put in place', () => putAssets(nodes, boot));
  await Promise.all(
    nodes.map(async (node, i) => {
      const standing = standings[i];
      if (!changed[i] && standing?.done && standing.generation === boot.generation)
        return onDeed(node.name, 'nothing');
      onDeed(node.name, changed[i] ? 'files' : 'start');
      await underWay('its boot was started', () => startBoot(node));
    }),
  );
  return boot;
}

/** Nobody loses a cluster that the testbed has not made. @throws TargetError with all machines of others */
function refuseForeign(nodes: readonly ConnectedNode[], standings: readonly Standing[]): void {
  const others = nodes.flatMap(({ name }, i) => {
    const sign = standings[i]?.foreign;
    return sign === undefined ? [] : [`${name} has ${sign}`];
  });
  if (others.length === 0) return;
  throw new TargetError(
    `nodes of a cluster that the testbed has not made: ${others.join(', ')}; nothing was changed`,
    'Take that cluster down by its own means, or use other machines',
  );
}

/** @throws TargetError where they are of several kinds, or of one that packages are not made for */
function machinesOf(nodes: readonly ConnectedNode[], standings: readonly Standing[]): Machines {
  const processors = [...new Set(standings.map(({ processor }) => processor))];
  const [processor] = processors;
  if (processors.length === 1 && (processor === 'amd64' || processor === 'arm64'))
    return {
      script: 'provision/machines/files/cloud.sh',
      processor,
      identity: [],
      userDataLimit: Number.MAX_SAFE_INTEGER, // files come one by one
    };
  throw new TargetError(
    `processors: ${nodes.map(({ name }, i) => `${name} has ${standings[i]?.processor}`).join(', ')}; all have to have amd64, or all arm64`,
    'Take machines of one kind',
  );
}

/**
 * What was booted as something else. Where the first control plane is not one of this cluster, no other can be: a cluster
 * goes with it.
 */
function notOf(generation: string, found: readonly Found[]): Found[] {
  const isOurs = ({ node, standing }: Found) =>
    standing.generation === generation && standing.node === node.name;
  const [first] = found;
  return found.filter(
    (one) => one.standing.generation !== undefined && !(first && isOurs(first) && isOurs(one)),
  );
}

async function resetOthers(
  cluster: MachineCluster,
  others: readonly Found[],
  look: Look,
  onDeed: OnDeed,
): Promise<void> {
  if (others.length === 0) return;
  await look('before-reset', others);
  await everyReset(
    others.map(async ({ node }) => {
      onDeed(node.name, 'reset');
      await underWay(resetting, () => resetMachine(node, neighboursOf(cluster)));
    }),
  );
  await look('after-reset', others);
  for (const { node } of others) onDeed(node.name, 'clean');
}

/** What the first control plane reads, and who the machines are; only what is not there yet. */
async function putAssets(nodes: readonly ConnectedNode[], boot: ClusterBoot): Promise<void> {
  const [first] = nodes;
  if (!first) return;
  const selves = await Promise.all(nodes.map(selfOf));
  const machines = Object.fromEntries(nodes.map(({ name }, i) => [name, selves[i]]));
  const assets = { ...boot.assets, [keys.machines]: `${JSON.stringify(machines)}\n` };
  for (const [key, content] of Object.entries(assets))
    if ((await readObject(first, key)) !== content) await putObject(first, key, content);
}
