/** Reads a cluster for what CNIs have left in it: its machines, its Node objects and its API. */
import type { Pod } from 'kubernetes-types/core/v1';
import { named } from '../../base/lists';
import { cnis } from '../../cni';
import type { LeftoversReport } from '../../results';
import { foundCnis } from '../detect-cni';
import type { RunOptions, RunWatcher } from '../runner/options';
import { type LookedAt, runLook } from '../runner/run-cluster';
import { capturesWithFiles } from './captures-with-files';
import { clusterLeftovers } from './cluster-leftovers';

/** What is known of a cluster beforehand. */
export interface LeftoversGiven {
  readonly name: string;
  /** Name of the CNI that runs; `none`: none does. @default recognised by its agents */
  readonly cni?: string;
}

/** @throws TargetError where the cluster cannot be reached or forbids it */
export async function readLeftovers(
  options: RunOptions,
  given: LeftoversGiven,
  watcher: RunWatcher,
): Promise<LeftoversReport> {
  const sought = cnis.flatMap(({ objectTraces }) => objectTraces ?? []);
  return leftoversOf(await runLook(options, watcher, sought), given);
}

/** What is left in a cluster that was looked at. */
export function leftoversOf({ captured, api }: LookedAt, given: LeftoversGiven): LeftoversReport {
  const { captures, notes } = capturesWithFiles(captured.captures, captured.captured);
  const found = foundCnis(captured.daemonSets).map(({ name }) => name);
  const running = runningOf(found, given);
  return clusterLeftovers({
    source: given.name,
    running,
    captures,
    nodes: captured.nodes,
    api,
    notes: [...captured.notes, ...notes, ...oddities(found, given), ...doubts(running, captured.pods, given)],
  });
}

/** By their agents, and as was said: what runs is not left, whoever knows of it. */
function runningOf(found: readonly string[], { cni }: LeftoversGiven): string[] {
  const said = cnis.find(({ name }) => name === cni)?.traces ? [cni!] : [];
  return [...new Set([...said, ...found])];
}

function oddities(found: readonly string[], { cni }: LeftoversGiven): string[] {
  return cni === undefined || found.length === 0 || found.includes(cni)
    ? []
    : [
        `The cluster was said to run ${cni}, and agents of ${named(found)} are there: nothing of either is listed`,
      ];
}

/** A CNI that is a part of something else has no agents of its own: what is listed could be what runs. */
function doubts(running: readonly string[], pods: readonly Pod[], { cni }: LeftoversGiven): string[] {
  if (cni !== undefined || running.length > 0) return [];
  const some = pods
    .filter(({ spec, status }) => !spec?.hostNetwork && status?.phase === 'Running' && status.podIPs?.length)
    .map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`);
  return some.length === 0
    ? []
    : [
        `No agent of a known CNI was found, and pods run on the pod network (${named(some)}). If a CNI runs that has no DaemonSet of its own, name it with --cni before you remove anything; --cni none says that none does`,
      ];
}
