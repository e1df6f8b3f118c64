import type { ObjectMeta } from 'kubernetes-types/meta/v1';
import { TargetError } from '../../base/target-error';

/**
 * Ends a run whose objects somebody has removed: nothing that it waits for can come.
 * @param made names of objects that this run has made
 * @throws TargetError that names the first of them that is not there
 */
export function refuseVanished(
  kind: string,
  made: Iterable<string>,
  there: readonly { readonly metadata?: ObjectMeta }[],
): void {
  const names = new Set(there.map(({ metadata }) => metadata?.name));
  const gone = [...made].find((name) => !names.has(name));
  if (gone !== undefined)
    throw new TargetError(
      `the ${kind} ${gone} has been removed while it was needed`,
      'See who removes things from the namespace of the probes, then run again',
    );
}
