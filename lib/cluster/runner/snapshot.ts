import { type ApiObjects, objectsOf } from '../untrusted/api-objects';
import { type Kubectl, LastingError } from './kubectl';

/** What the cluster says at one moment of everything that a run cares for. */
export type Snapshot = {
  readonly [K in Exclude<keyof ApiObjects, 'services'>]: readonly ApiObjects[K][];
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
