import type { DaemonSet } from 'kubernetes-types/apps/v1';
import { foundCnis } from '../detect-cni';
import { type ApiObjects, type BlockObject, objectsOf } from '../untrusted/api-objects';
import { callError, type Kubectl, LastingError } from './kubectl';

/** What the cluster says at one moment of everything that a run cares for. */
export type Snapshot = {
  readonly [K in Exclude<
    keyof ApiObjects,
    'services' | 'endpointSlices' | 'serviceCidrs' | 'addressBlocks'
  >]: readonly ApiObjects[K][];
};

/** One call for all of it. */
export async function snapshot(kubectl: Kubectl, namespace: string): Promise<Snapshot> {
  const items = itemsOf(
    await kubectl.json(['get', 'nodes,pods,jobs,daemonsets,events', '--namespace', namespace]),
  );
  const of = <K extends keyof ApiObjects>(kind: K, word: string) =>
    objects(
      kind,
      items.filter((item) => (item as { kind?: unknown } | null)?.kind === word),
    );
  return {
    nodes: of('nodes', 'Node'),
    pods: of('pods', 'Pod'),
    jobs: of('jobs', 'Job'),
    daemonSets: of('daemonSets', 'DaemonSet'),
    events: of('events', 'Event'),
  };
}

/** Objects of one kind. @param where further arguments, such as the namespace */
export async function listOf<K extends keyof ApiObjects>(
  kubectl: Kubectl,
  kind: K,
  where: readonly string[] = [],
): Promise<readonly ApiObjects[K][]> {
  return objects(kind, itemsOf(await kubectl.json(['get', kind.toLowerCase(), ...where])));
}

/** Objects of one kind in a list that the API has answered with. @throws LastingError where it is none */
export function listIn<K extends keyof ApiObjects>(kind: K, answer: string): readonly ApiObjects[K][] {
  return objects(kind, itemsOf(JSON.parse(answer)));
}

/** Objects of a kind that not every cluster has, or that not everybody may see. */
export interface Optional<T> {
  /** Absent where there are none. */
  readonly objects?: readonly T[];
  /** Why they could not be read; empty where they were, or where the API does not know them. */
  readonly notes: readonly string[];
}

/** What the API says where it does not know a kind. */
const unknownKind = /doesn't have a resource type|could not find the requested resource|no matches for kind/;

const unread = (resource: string, why: string) => ({ notes: [`Nothing is said of ${resource}: ${why}`] });

/** Objects of such a kind: whatever goes wrong with them ends no run. @param resource with its group */
export async function listIfAny<K extends keyof ApiObjects>(
  kubectl: Kubectl,
  kind: K,
  resource: string,
): Promise<Optional<ApiObjects[K]>> {
  try {
    const { code, stdout, stderr } = await kubectl.attempt(['get', resource, '--output', 'json']);
    if (code !== 0)
      return unknownKind.test(stderr)
        ? { notes: [] }
        : unread(resource, callError(['get', resource], stderr).message);
    const found = objects(kind, itemsOf(JSON.parse(stdout)));
    return { ...(found.length > 0 && { objects: found }), notes: [] };
  } catch (error) {
    return unread(resource, (error as Error).message);
  }
}

/** Objects in which the CNIs that run say which blocks their nodes have. */
export async function listBlocks(
  kubectl: Kubectl,
  daemonSets: readonly DaemonSet[],
): Promise<Optional<BlockObject>> {
  const resources = foundCnis(daemonSets).flatMap(
    ({ cni }) => cni?.deployment?.addressBlocks?.resources ?? [],
  );
  const lists = await Promise.all(resources.map((resource) => listIfAny(kubectl, 'addressBlocks', resource)));
  const first = lists.find(({ objects }) => objects !== undefined);
  return first ?? { notes: lists.flatMap(({ notes }) => notes) };
}

function itemsOf(answer: unknown): readonly unknown[] {
  const items = (answer as { items?: unknown } | null)?.items;
  return Array.isArray(items) ? items : [];
}

/** @throws LastingError that names what is wrong: the API server says the same as often as it is asked */
function objects<K extends keyof ApiObjects>(kind: K, items: readonly unknown[]): readonly ApiObjects[K][] {
  try {
    return objectsOf(kind, items);
  } catch (error) {
    throw new LastingError(
      `the cluster has something that cannot be tested: ${(error as Error).message}`,
      `See \`kubectl get ${kind.toLowerCase()} --output yaml\`, and mend what the message names`,
    );
  }
}
