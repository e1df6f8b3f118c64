/** A Kubernetes cluster of the product's own `export kind` files, on nodes in namespaces, set up by kubeadm as kind does. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { type ExecOptions, type ExecResult, searchPath } from '../../../lib/base/exec';
import type { Plan } from '../../../lib/plan';
import type { Parts } from '../build';
import type { Fabric } from './fabric';
import { unpackedImages } from './images';
import { type ClusterNode, hasKubeProxy, type KindConfig, kubeadmConfig } from './kubeadm';
import { inNetworkOf, tryRun } from './namespaces';
import { type Machine, startNode } from './node';
import { newRunFolder, removeRun } from './run-folder';

/** What a cluster is made of. */
export interface ClusterSettings {
  /** Folder that `testbed export kind` has written. */
  readonly exported: string;
  readonly plan: Plan;
  readonly parts: Parts;
  /** Images of the CNI and of the probes, as files. */
  readonly images: readonly string[];
  /** Folder of this file's sources. */
  readonly sources: string;
  /** The network, which has the plan's zones. */
  readonly fabric: Fabric;
  readonly say: (line: string) => void;
}

/** How a command is run. */
export type RunOptions = Pick<ExecOptions, 'cwd' | 'input'>;

/** A cluster that runs, without a CNI. */
export interface Cluster {
  readonly machines: readonly Machine[];
  /** Name of the context in the kubeconfig, as kind names it. */
  readonly context: string;
  /** Runs a command where the API server can be reached, with kubectl, helm, docker and curl of the cluster on its PATH. */
  readonly run: (words: readonly string[], options?: RunOptions) => Promise<ExecResult>;
  /** What `run` adds to the environment, and the words before each command: for people that look around by themselves. */
  readonly environment: Readonly<Record<string, string>>;
  readonly inside: readonly string[];
  readonly stop: () => Promise<void>;
}

/** Starts a cluster. @throws ExecError with what a step said; nothing stays behind then */
export async function startCluster(settings: ClusterSettings): Promise<Cluster> {
  const { plan, sources, parts, fabric, say } = settings;
  const kind: KindConfig = parse(readFileSync(join(settings.exported, 'kind.yaml'), 'utf8'));
  const nodes = namedNodes(kind, plan);
  const scripts = join(sources, 'node');
  const folder = newRunFolder(parts, kind.name);
  const images = await unpackedImages(settings.images, parts, scripts, say);
  const machines: Machine[] = [];
  const stop = async () => {
    await Promise.all(machines.map(({ release }) => release()));
    removeRun(folder);
  };
  try {
    say(`starting ${nodes.length} nodes`);
    for (const node of nodes)
      machines.push(await startNode({ plan, fabric, parts, images, scripts, folder }, node));
    await kubeadm(machines, kind, settings);
    const context = `kind-${kind.name}`;
    const kubeconfig = join(folder, 'kubeconfig');
    writeFileSync(kubeconfig, await kubeconfigOf(machines[0]!, context), { mode: 0o600 });
    for (const { name, pid } of machines) writeFileSync(join(folder, `${name}.pid`), `${pid}\n`);
    const environment = {
      KUBECONFIG: kubeconfig,
      PATH: searchPath(`${join(sources, 'stand-ins')}:${join(parts.folder, 'bin')}:${process.env.PATH}`),
      CNI_TESTBED_REAL_NODES: folder,
      CNI_TESTBED_REAL_PARTS: parts.folder,
      // helm's own folders, so that nothing is left in the user's
      HELM_CACHE_HOME: join(folder, 'helm'),
      HELM_CONFIG_HOME: join(folder, 'helm'),
      HELM_DATA_HOME: join(folder, 'helm'),
    };
    const inside = inNetworkOf(fabric.pid);
    const run = (words: readonly string[], options: RunOptions = {}) =>
      tryRun([...inside, ...words], { env: { ...process.env, ...environment }, ...options });
    return { machines, context, run, environment, inside, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** kind's nodes in the order of the plan's, with kind's own names: NAME-worker, NAME-worker2, … */
function namedNodes({ name, nodes }: KindConfig, plan: Plan): ClusterNode[] {
  const places: Record<string, number> = {};
  return nodes.map(({ role, labels = {} }, place) => {
    const number = (places[role] ?? 0) + 1;
    places[role] = number;
    const planned = plan.nodes[place]!;
    if (planned.role !== role)
      throw new Error(`kind.yaml: node ${place} is a ${role}, planned is a ${planned.role}`);
    return { name: `${name}-${role}${number === 1 ? '' : number}`, planned, labels };
  });
}

async function kubeadm(
  [first, ...others]: readonly Machine[],
  kind: KindConfig,
  { plan, parts, say }: ClusterSettings,
): Promise<void> {
  const file = '/etc/kubernetes/cni-testbed.yaml';
  const quiet = ['--ignore-preflight-errors=all'];
  const configure = async (machine: Machine) => {
    await machine.exec(['mkdir', '-p', '/etc/kubernetes']);
    await machine.exec(['tee', file], kubeadmConfig(kind, plan, machine, parts.versions.kubernetes!));
  };
  say('kubeadm init');
  await configure(first!);
  const skipped = hasKubeProxy(kind) ? [] : ['--skip-phases=addon/kube-proxy'];
  await first!.exec(['kubeadm', 'init', '--config', file, ...quiet, ...skipped]);
  say('kubeadm join');
  await Promise.all(
    others.map(async (machine) => {
      await configure(machine);
      await machine.exec(['kubeadm', 'join', '--config', file, ...quiet]);
    }),
  );
  await registered([first!, ...others]);
}

/** kubeadm ends before the API server knows the node; its kubelet may also have ended. @throws ExecError */
async function registered([first, ...others]: readonly Machine[]): Promise<void> {
  const kubectl = ['kubectl', '--kubeconfig', '/etc/kubernetes/admin.conf'];
  for (const { name } of others)
    await first!.exec([...kubectl, 'wait', '--for=create', `node/${name}`, '--timeout=60s']);
}

/** The administrator's, with the names that kind gives: of several clusters, files can be joined. */
async function kubeconfigOf(machine: Machine, context: string): Promise<string> {
  const { clusters, users, ...rest } = parse(await machine.exec(['cat', '/etc/kubernetes/admin.conf']));
  const named = <T>([first]: readonly T[]) => [{ ...first, name: context }];
  return stringify({
    ...rest,
    clusters: named(clusters),
    users: named(users),
    contexts: [{ name: context, context: { cluster: context, user: context } }],
    'current-context': context,
  });
}
