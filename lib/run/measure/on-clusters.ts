import { join } from 'node:path';
import { TargetError } from '../../base/target-error';
import { type ClusterUse, type Errand, onCluster } from '../../cluster/runner/on-cluster';

/** What is to be done on each of several clusters, and what the cluster is called where something goes wrong. */
export type NamedErrand = Omit<Errand<never>, 'act'> & { readonly name: string };

/**
 * Does something on several clusters at once, each within its own frame: what was made is removed from all of them, however
 * it ends. Only when all have been looked at does anything begin.
 * @throws TargetError that names the cluster where one cannot be used
 */
export async function onClusters<T>(
  errands: readonly NamedErrand[],
  act: (uses: readonly ClusterUse[]) => Promise<T>,
): Promise<T> {
  return within(errands, [], act);
}

async function within<T>(
  errands: readonly NamedErrand[],
  uses: readonly ClusterUse[],
  act: (uses: readonly ClusterUse[]) => Promise<T>,
): Promise<T> {
  const errand = errands[uses.length];
  if (!errand) return act(uses);
  let usable = false;
  const several = errands.length > 1;
  try {
    return await onCluster({
      ...(several ? { ...errand, options: withOwnBundle(errand.options, uses.length) } : errand),
      act(use) {
        usable = true;
        return within(errands, [...uses, use], act);
      },
    });
  } catch (error) {
    if (usable || !several || !(error instanceof TargetError)) throw error;
    throw new TargetError(`${errand.name}: ${error.message}`, error.remedy);
  }
}

/** Does something on one of several clusters. @throws TargetError that names it */
export async function namingIt<T>(name: string | undefined, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (name === undefined || !(error instanceof TargetError)) throw error;
    throw new TargetError(`${name}: ${error.message}`, error.remedy);
  }
}

/** A folder of its own within the one that was asked for. */
function withOwnBundle(options: Errand<never>['options'], index: number): Errand<never>['options'] {
  const { bundle } = options;
  return bundle === undefined ? options : { ...options, bundle: join(bundle, `cluster-${index + 1}`) };
}

/** @throws TargetError where two of the clusters are one: it would be measured against itself, on the same machines */
export function refuseSame(names: readonly string[], uses: readonly ClusterUse[]): void {
  const seen = new Map<string, number>();
  for (const [i, { found }] of uses.entries())
    for (const { uid } of found.nodes) {
      const before = uid === undefined ? undefined : seen.get(uid);
      if (before !== undefined && before !== i)
        throw new TargetError(
          `${names[before]} and ${names[i]} are the same cluster`,
          'Name two clusters, or one alone: its own host network is measured beside it',
        );
      if (uid !== undefined) seen.set(uid, i);
    }
}
